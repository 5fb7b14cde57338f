//! The words and names by which such pages are known. All are lower case.

/// Names of elements that only bot checks have.
#[rustfmt::skip]
const CHALLENGE_NAMES: &[&str] = &[
    "challenge-form", "challenge-running", "challenge-error-text", "cf-challenge-running", "cf-please-wait", "cf-browser-verification",
    "px-captcha", "px-captcha-container", "sec-if-cpt-container", "sec-cpt-if", "ddv1-captcha-container", "ak-challenge-3-6", "captcha__human",
];

/// Parts of addresses of scripts, frames and forms that only bot checks load.
#[rustfmt::skip]
const CHALLENGE_ADDRESSES: &[&str] = &[
    "captcha-delivery.com", "_incapsula_resource", "/cdn-cgi/challenge-platform/h/", "challenges.cloudflare.com/turnstile/v0/g/orchestrate",
    "token.awswaf.com", "captcha.awswaf.com", "captcha.px-cdn.net", "captcha.perimeterx.net", "/sorry/index", "validate.perfdrive.com",
];

/// Parts of scripts that only bot checks run.
const CHALLENGE_SCRIPTS: &[&str] = &[
    "_cf_chl_opt",
    "sucuri_cloudproxy_js",
    "awsWafCookieDomainList",
    "KPSDK.scriptStart",
    "bm-verify",
    "AwsWafIntegration.checkForceRefresh",
];

/// Names of the fields of captchas, which forms have too.
const CAPTCHA_NAMES: &[&str] =
    &["g-recaptcha", "h-captcha", "cf-turnstile", "geetest_captcha", "nc-container", "captcha"];

/// What bot checks say.
#[rustfmt::skip]
const CHALLENGES: &[&str] = &[
    "checking your browser", "verify you are human", "verify that you are human", "verifying you are human", "are you a robot", "are you human?",
    "enable javascript and cookies to continue", "just a moment...", "attention required! | cloudflare", "unusual traffic from your computer",
    "press & hold to confirm", "pardon our interruption", "confirm you are a human", "you have been blocked", "access to this page has been denied",
    "needs to review the security of your connection", "incapsula incident id", "errors.edgesuite.net", "请完成安全验证", "安全验证", "人机验证",
    "访问过于频繁", "请输入验证码", "您的访问出现异常", "请稍候，正在检查您的浏览器", "請完成安全驗證", "請輸入驗證碼", "您的瀏覽器正在接受檢查", "私はロボットではありません",
    "ロボットではないことを確認", "로봇이 아닙니다", "자동입력 방지", "проверка браузера", "вы не робот", "browser wird überprüft", "bestätigen sie, dass sie ein mensch",
    "ich bin kein roboter", "vérifiez que vous êtes humain", "vérifions que vous êtes", "je ne suis pas un robot", "verifica que eres humano", "no soy un robot",
    "comprobando su navegador", "verifica di essere umano",
];

/// "Not found", as a title or the beginning of one.
#[rustfmt::skip]
const NOT_FOUND: &[&str] = &[
    "page not found", "404 not found", "not found", "error 404", "404 error", "404 - ", "404 – ", "404 | ", "404: ", "oops! that page can", "the page you requested",
    "page cannot be found", "this page doesn't exist", "this page could not be found", "sorry, this page isn't available", "content not available",
    "seite nicht gefunden", "seite wurde nicht gefunden", "die seite wurde nicht gefunden", "diese seite existiert nicht", "page introuvable", "page non trouvée",
    "cette page n'existe pas", "página no encontrada", "página não encontrada", "la página no existe", "pagina non trovata", "pagina niet gevonden", "sidan kunde inte hittas",
    "页面不存在", "页面没有找到", "页面找不到", "找不到页面", "您访问的页面不存在", "您要访问的页面不存在", "抱歉，您访问的页面", "404错误", "内容不存在", "该内容已被删除", "文章不存在", "此内容已被",
    "頁面不存在", "找不到頁面", "找不到網頁", "您要找的頁面不存在", "此頁面不存在", "文章不存在或已", "ページが見つかりません", "ページは見つかりませんでした", "お探しのページは", "指定されたページ",
    "페이지를 찾을 수 없습니다", "존재하지 않는 페이지", "요청하신 페이지를 찾을", "страница не найдена", "такой страницы не существует", "ошибка 404", "запрашиваемая страница",
    "nie znaleziono strony", "strona nie została znaleziona", "stránka nenalezena", "η σελίδα δεν βρέθηκε", "sayfa bulunamadı",
];

/// What asks to log in, as a title or the beginning of one.
#[rustfmt::skip]
const LOGINS: &[&str] = &[
    "log in", "login", "sign in", "signin", "please log in", "please sign in", "you must log in", "member login", "anmelden", "anmeldung", "bitte anmelden", "einloggen",
    "connexion", "se connecter", "connectez-vous", "iniciar sesión", "inicia sesión", "accedi", "inloggen", "entrar", "zaloguj", "logowanie", "вход", "войти", "авторизация",
    "登录", "用户登录", "会员登录", "请登录", "请先登录", "登入", "會員登入", "請登入", "請先登入", "ログイン", "로그인", "oturum aç", "giriş yap",
];

/// Containers of consent tools.
#[rustfmt::skip]
const CONSENT_NAMES: &[&str] = &[
    "didomi-host", "didomi-notice", "didomi-popup", "qc-cmp2-container", "qc-cmp2-ui", "onetrust-consent-sdk", "onetrust-banner-sdk", "sp_message_container", "cybotcookiebotdialog",
    "usercentrics-root", "uc-banner", "truste-consent", "truste_overlay", "consent-page", "consent-overlay", "consent-form", "consent-wall", "cmpbox", "gdpr-consent", "privacy-gate",
    "fc-consent-root", "tarteaucitronroot", "cookie-wall", "cookiewall", "iubenda-cs-banner", "axeptio_overlay",
];

/// True for a title that is "not found" from beginning to end, or says so as no article would.
pub(super) fn is_not_found(title: &str) -> bool {
    let title = title.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(title, "404" | "404 error" | "error 404")
        || NOT_FOUND
            .iter()
            .any(|known| known.len() >= 9 && title == known.trim_end_matches([' ', '-', '–', '|', ':']))
}

/// True for a line that opens with "not found".
pub(super) fn begins_not_found(line: &str) -> bool {
    line == "404" || NOT_FOUND.iter().any(|known| line.starts_with(known))
}

/// True for a text that says "not found" somewhere.
pub(super) fn says_not_found(text: &str) -> bool {
    NOT_FOUND.iter().any(|known| known.len() >= 12 && text.contains(known))
}

/// True for a line that opens with a request to log in, as a word of its own.
pub(super) fn begins_login(line: &str) -> bool {
    LOGINS.iter().any(|known| {
        line.strip_prefix(known)
            .is_some_and(|rest| !known.is_ascii() || !rest.starts_with(char::is_alphabetic))
    })
}

/// True for a line that asks to log in and says nothing more, the site's name aside: "登录 - Paper".
pub(super) fn is_login(line: &str) -> bool {
    LOGINS.iter().any(|known| {
        line.strip_prefix(known).is_some_and(|rest| !rest.trim_start().starts_with(char::is_alphanumeric))
    })
}

/// True for a text that asks to log in somewhere.
pub(super) fn says_login(text: &str) -> bool {
    LOGINS.iter().any(|known| text.contains(known))
}

/// True for a text that says what bot checks say.
pub(super) fn is_challenge(text: &str) -> bool {
    CHALLENGES.iter().any(|known| text.contains(known))
}

/// True for the name of an element that only bot checks have.
pub(super) fn is_challenge_name(name: &str) -> bool {
    CHALLENGE_NAMES.contains(&name)
}

/// True for the name of a captcha's field.
pub(super) fn is_captcha_name(name: &str) -> bool {
    CAPTCHA_NAMES.contains(&name)
}

/// True for a class or id of a consent tool's container.
pub(super) fn is_consent_name(value: &str) -> bool {
    value
        .split_ascii_whitespace()
        .any(|name| CONSENT_NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

/// True for an address that only bot checks load from.
pub(super) fn is_challenge_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    CHALLENGE_ADDRESSES.iter().any(|known| lower.contains(known))
}

/// True for a script that only bot checks run.
pub(super) fn is_challenge_script(script: &str) -> bool {
    CHALLENGE_SCRIPTS.iter().any(|known| memchr::memmem::find(script.as_bytes(), known.as_bytes()).is_some())
}

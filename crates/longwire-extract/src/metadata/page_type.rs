//! What kind of page this is, as far as it declares or plainly shows it.

use super::title::Title;
use super::{Evidence, PageType};

/// Titles of pages that hold nothing, lower case; the whole title or its beginning.
const NOT_FOUND_TITLES: &[&str] = &[
    "404",
    "page not found",
    "not found",
    "error 404",
    "seite nicht gefunden",
    "page introuvable",
    "página no encontrada",
    "pagina non trovata",
    "页面不存在",
    "找不到页面",
    "404错误",
    "ページが見つかりません",
    "페이지를 찾을 수 없습니다",
    "страница не найдена",
    "nie znaleziono strony",
];

/// Titles of pages that ask to log in.
const LOGIN_TITLES: &[&str] = &[
    "log in",
    "login",
    "sign in",
    "anmelden",
    "connexion",
    "iniciar sesión",
    "登录",
    "登入",
    "ログイン",
    "로그인",
];

/// The page type, most telling sign first.
pub(super) fn choose(evidence: &Evidence<'_>, title: &Title) -> PageType {
    let lower = title.text.to_lowercase();
    if NOT_FOUND_TITLES.iter().any(|known| lower.starts_with(known)) {
        return PageType::SoftNotFound;
    }
    if evidence.found.password_fields > 0 && LOGIN_TITLES.iter().any(|known| lower.starts_with(known)) {
        return PageType::LoginWall;
    }
    if evidence.structured.page_type != PageType::Unknown {
        return evidence.structured.page_type;
    }
    let declared = evidence.found.meta("og:type").unwrap_or("").to_ascii_lowercase();
    match declared.as_str() {
        "article" | "news" | "blog" | "news.article" => PageType::Article,
        kind if kind.starts_with("video") => PageType::Video,
        kind if kind.starts_with("product") || kind == "og:product" => PageType::Product,
        // Careless templates call every page a website; only a home page is one for sure.
        "website" if evidence.facts.url.path().len() <= 1 => PageType::Listing,
        _ => PageType::Unknown,
    }
}

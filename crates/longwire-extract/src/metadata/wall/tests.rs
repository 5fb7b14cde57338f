use crate::metadata::PageType::{self, Challenge, ConsentWall, LoginWall, SoftNotFound, Unknown};
use crate::metadata::tests::page;

#[track_caller]
fn check(html: &str, expected: PageType) {
    assert_eq!(page("https://paper.example/a", html).page_type, expected, "{html}");
}

/// An article that is long enough to be one.
fn story(about: &str) -> String {
    let prose =
        "The council met on Tuesday to speak of the bridge, and nobody could say how long it would take. ";
    format!("<h1>The bridge stays closed</h1><p>{about} {}</p>", prose.repeat(40))
}

#[test]
fn a_bot_check_is_known_by_its_maker() {
    check(
        "<title>Just a moment...</title><body><script>window._cf_chl_opt={cvId:'3'}</script><noscript>Enable JavaScript</noscript>",
        Challenge,
    );
    check(
        "<title>paper.example</title><script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script><script src=https://ct.captcha-delivery.com/c.js></script>",
        Challenge,
    );
    check("<title>Paper</title><div id=px-captcha></div>", Challenge);
    check(
        "<iframe src='/_Incapsula_Resource?SWUDNSAI=31'></iframe>Request unsuccessful. Incapsula incident ID: 1-2",
        Challenge,
    );
    check("<title>Paper</title><div id=sec-if-cpt-container></div>", Challenge);
}

#[test]
fn a_bot_check_is_known_by_what_it_says() {
    check(
        "<title>Paper</title><h1>Checking your browser before accessing paper.example</h1><p>This is automatic.</p>",
        Challenge,
    );
    check("<title>安全验证</title><p>请完成安全验证后继续访问</p>", Challenge);
    check(
        "<p>Our systems have detected unusual traffic from your computer network.</p><div class=g-recaptcha></div>",
        Challenge,
    );
    check(
        "<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission. Reference #18.2 https://errors.edgesuite.net/18.2</p>",
        Challenge,
    );
}

#[test]
fn a_consent_wall_is_all_consent() {
    let ask =
        "We and our 840 partners store and access information on a device. You can accept all or refuse. "
            .repeat(3);
    check(
        &format!("<title>Paper</title><div id=didomi-host><p>{ask}</p><button>Accept all</button></div>"),
        ConsentWall,
    );
    check(
        &format!(
            "<title>Paper</title><div id=onetrust-consent-sdk><div id=onetrust-banner-sdk>{ask}</div></div>"
        ),
        ConsentWall,
    );
    check(&format!("<div id=didomi-host>{ask}</div>{}", story("")), Unknown);
    let found = page("https://consent.paper.example/v2/collectConsent", &format!("<p>{ask}</p>"));
    assert_eq!(found.page_type, ConsentWall);
}

#[test]
fn a_login_wall_asks_for_a_password_and_says_so() {
    check("<title>Log in | Paper</title><form><input name=u><input type=password></form>", LoginWall);
    check("<title>Paper</title><h1>请先登录</h1><form><input type=password></form>", LoginWall);
    check("<title>会員 - Paper</title><form>ログイン<input type=password></form>", LoginWall);
    let boxed = format!("<form>Log in <input type=password></form>{}", story(""));
    check(&boxed, Unknown);
    check(
        "<title>Login to the future of work</title><p>A short story without any form.</p>"
            .repeat(20)
            .as_str(),
        Unknown,
    );
}

#[test]
fn nothing_there_is_said_in_many_languages() {
    check("<title>404 - Page not found</title>", SoftNotFound);
    check("<title>Paper</title><h1>页面不存在</h1><p>返回首页</p>", SoftNotFound);
    check("<title>Paper</title><p>抱歉，您访问的页面已经删除，五秒后返回首页。</p>", SoftNotFound);
    check("<title>お探しのページは見つかりませんでした</title><p>トップへ</p>", SoftNotFound);
    check("<title>Seite nicht gefunden | Zeitung</title><h1>Hoppla</h1>", SoftNotFound);
    check("<title>Page introuvable</title>", SoftNotFound);
}

#[test]
fn articles_about_walls_are_articles() {
    check(&format!("<title>404 Media is a year old</title>{}", story("404 Media.")), Unknown);
    check(
        &format!("<title>Are you a robot?</title>{}", story("Please verify you are human, says the page.")),
        Unknown,
    );
    check(&format!("<title>Not found: the story of a ship</title>{}", story("Page not found.")), Unknown);
    check(&format!("<title>Login pages and their sins</title>{}<input type=password>", story("")), Unknown);
    check(&format!("<div class=g-recaptcha></div>{}", story("")), Unknown);
    let json_ld =
        r#"<script type=application/ld+json>{"@type":"NewsArticle","headline":"Are you a robot?"}</script>"#;
    check(&format!("{json_ld}<h1>Are you a robot?</h1><p>In brief.</p>"), PageType::Article);
}

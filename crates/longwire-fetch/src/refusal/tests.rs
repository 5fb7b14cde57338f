use super::*;

#[track_caller]
fn check(status: u16, fields: &[(&str, &str)], body: &str, expected: Option<Refusal>) {
    let headers = Headers(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect());
    assert_eq!(recognise(status, &headers, body.as_bytes()), expected, "{status} {fields:?} {body}");
}

const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");

#[test]
fn the_status_alone_is_a_refusal() {
    check(401, &[HTML], "", Some(Refusal::Login));
    check(402, &[HTML], "", Some(Refusal::Payment));
    check(403, &[HTML], "<h1>Forbidden</h1>", Some(Refusal::Forbidden));
    check(451, &[HTML], "", Some(Refusal::Legal));
}

#[test]
fn a_challenge_is_known_by_its_marks_whatever_the_status() {
    let cloudflare = "<title>Just a moment...</title><script>(function(){window._cf_chl_opt = {};</script>";
    for status in [200, 403, 429, 503] {
        check(status, &[HTML], cloudflare, Some(Refusal::Cloudflare));
    }
    check(403, &[("cf-mitigated", "challenge")], "", Some(Refusal::Cloudflare));
    check(202, &[("x-amzn-waf-action", "challenge")], "", Some(Refusal::Captcha));
    check(
        200,
        &[HTML],
        "<script src=https://geo.captcha-delivery.com/captcha/></script>",
        Some(Refusal::DataDome),
    );
    check(403, &[("x-datadome", "protected")], "", Some(Refusal::DataDome));
    check(403, &[("server", "AkamaiGHost")], "<h1>Access Denied</h1>", Some(Refusal::Akamai));
    check(403, &[HTML], "<a href=https://errors.edgesuite.net/18.x>", Some(Refusal::Akamai));
    check(403, &[HTML], "<div class=h-captcha></div>", Some(Refusal::Captcha));
    check(521, &[HTML], "<script>document.cookie=('_')+('_')+('j')+('s')+('l')", Some(Refusal::Captcha));
}

#[test]
fn a_page_that_embeds_a_protector_is_a_page() {
    check(200, &[HTML], "<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>", None);
    check(200, &[HTML], "<form><div class=g-recaptcha></div></form>", None);
    check(200, &[HTML], "<p>How Cloudflare's \"Just a moment...\" page works</p>", None);
    check(200, &[HTML], "<script src=/_Incapsula_Resource?SWJIYLWA=1></script><p>news", None);
    check(200, &[HTML], "<script>window._pxAppId='PX1'</script><p>news", None);
    let long = format!("<script>window._cf_chl_opt</script>{}", "<p>a page about challenges".repeat(4000));
    check(200, &[HTML], &long, None);
    check(200, &[("content-type", "application/rss+xml")], "<rss>window._cf_chl_opt</rss>", None);
}

#[test]
fn an_overloaded_server_and_a_missing_page_are_no_refusals() {
    check(503, &[HTML], "<h1>Maintenance</h1>", None);
    check(429, &[HTML], "slow down", None);
    check(404, &[HTML], "", None);
    check(500, &[HTML], "<div class=g-recaptcha>", None);
}

use super::*;

fn url(written: &str) -> Url {
    Url::parse(written).expect("a test writes addresses right")
}

#[track_caller]
fn same(one: &str, other: &str) {
    assert_eq!(identity(&url(one)), identity(&url(other)));
}

#[track_caller]
fn different(one: &str, other: &str) {
    assert_ne!(identity(&url(one)), identity(&url(other)));
}

#[test]
fn one_article_under_many_addresses_is_one() {
    same("http://example.org/a", "https://www.example.org/a/");
    same("https://example.org/a?utm_source=rss&utm_medium=feed", "https://example.org/a");
    same("https://example.org/a?id=7&fbclid=x", "https://example.org/a?id=7");
    same("https://example.org/a#comments", "https://example.org/a");
    same("https://EXAMPLE.org:443/a", "http://example.org:80/a");
    same("https://example.org./a", "https://example.org/a");
    same("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2");
    same("https://example.org//news//a", "https://example.org/news/a");
    same("https://example.org/a/index.html", "https://example.org/a/");
    same("https://example.org/a;jsessionid=0F3B?id=1", "https://example.org/a?id=1&JSESSIONID=9");
    same("https://example.org/%e8%a6%81%7Ea", "https://example.org/%E8%A6%81~a");
    same("https://example.org/要", "https://example.org/%e8%a6%81");
    same("https://例え.jp/a", "https://xn--r8jz45g.jp/a");
}

#[test]
fn different_articles_stay_different() {
    different("https://example.org/a?id=7", "https://example.org/a?id=8");
    different("https://example.org/a", "https://example.org/A");
    different("https://example.org/#!/a", "https://example.org/#!/b");
    different("https://example.org:8443/a", "https://example.org/a");
    different("https://news.example.org/a", "https://example.org/a");
    different("https://example.org/a?list=1&list=2", "https://example.org/a?list=2&list=1");
    different("https://example.org/a.html", "https://example.org/a");
    different("https://example.org/index.php?id=1", "https://example.org/index.php?id=2");
    different("https://example.org/%2Fa", "https://example.org/a");
}

#[test]
fn a_mobile_address_is_the_plain_ones() {
    for host in
        ["m.example.org", "mobile.example.org", "amp.example.org", "www.example.org", "m.www.example.org"]
    {
        same(&format!("https://{host}/a"), "https://example.org/a");
    }
    same("https://en.m.example.co.uk/wiki/A", "https://en.example.co.uk/wiki/A");
    different("https://m.com/a", "https://com/a");
    different("https://amp.dev/a", "https://dev/a");
    different("https://music.example.org/a", "https://example.org/a");
    different("https://m.co.uk/a", "https://co.uk/a");
}

#[test]
fn an_amp_address_is_the_plain_ones() {
    let plain = "https://www.example.org/news/a";
    for amp in [
        "news/a/amp",
        "news/a/amp/",
        "amp/news/a",
        "news/a?amp=1",
        "news/a?amp",
        "news/a?outputType=amp",
        "news/a.amp",
    ] {
        same(&format!("https://www.example.org/{amp}"), plain);
    }
    same("https://example.org/a.amp.html", "https://example.org/a.html");
    same("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/a", plain);
    same(
        "https://www-example-org.cdn.ampproject.org/v/s/www.example.org/news/a?amp_js_v=0.1&usqp=mq3",
        plain,
    );
    same("https://www.google.com/amp/s/www.example.org/news/a/amp/", plain);
    same("https://cdn.ampproject.org/c/example.org/news/a", plain);
    different("https://example.org/amp", "https://example.org/");
    different("https://example.org/camp", "https://example.org/c");
    different("https://example.org/a?amp=volt", "https://example.org/a");
    different("https://evil.example/amp/s/www.example.org/news/a", plain);
    different("https://notcdn.ampproject.org.example/c/s/www.example.org/news/a", plain);
}

#[test]
fn what_says_how_a_reader_came_is_left_out() {
    let plain = "https://example.org/a";
    for tracking in [
        "from=timeline",
        "from=rss",
        "ref=homepage",
        "source=rss",
        "spm=a2c.1.2",
        "isappinstalled=0",
        "mtm_campaign=x",
        "at_campaign=64",
        "smid=tw-nytimes",
        "share_token=9f",
        "gad_source=1",
        "_hsenc=p2",
        "PHPSESSID=1",
        "guccounter=1",
        "UTM_Source=x",
    ] {
        same(&format!("{plain}?{tracking}"), plain);
    }
    for meant in
        ["from=20", "ref=12345", "source=ap", "src=a.jpg", "page=2", "id=utm", "smidgen=1", "q=rss", "sid=5"]
    {
        different(&format!("{plain}?{meant}"), plain);
    }
}

#[test]
fn no_address_has_an_empty_key_or_breaks() {
    for odd in [
        "https://example.org",
        "https://example.org/?%",
        "https://example.org/%/%2/%zz",
        "https://example.org/?&&=&a",
        "https://[::1]/a",
        "https://127.0.0.1/amp/",
        "data:text/plain,x",
        "https://cdn.ampproject.org/c/s/",
        "https://www.google.com/amp/s/%20/",
        "https://example.org/%E8%A6",
    ] {
        assert!(!identity(&url(odd)).is_empty() || odd.starts_with("data"), "{odd}");
    }
}

#[track_caller]
fn believed(page: &str, declared: &str, expected: bool) {
    assert_eq!(is_believable(&url(declared), &url(page)), expected, "{declared} for {page}");
}

#[test]
fn an_address_of_the_same_site_is_believed() {
    believed("https://m.example.org/a?from=x", "https://www.example.org/a", true);
    believed("https://example.org/a/amp", "https://example.org/a", true);
    believed("https://example.org/?p=123", "https://example.org/2026/the-story", true);
    believed("https://example.org/", "https://example.org/", true);
    believed(
        "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a",
        "https://www.example.org/a",
        true,
    );
    believed("https://example.org/news/123", "https://example.org/sport/123", true);
    believed("https://example.org/a_2.html", "https://example.org/a_2.html", true);
    believed("https://example.org/covid-19.html", "https://example.org/covid-19.html", true);
}

#[test]
fn what_careless_templates_declare_is_not_believed() {
    believed("https://example.org/a", "https://elsewhere.example/a", false);
    believed("https://example.org/a", "https://example.org/", false);
    believed("https://example.org/a", "https://example.org/index.html", false);
    believed("https://example.org/cn/20230912-a", "https://example.org/cn/", false);
    believed("https://example.org/a?page=2", "https://example.org/a", false);
    believed("https://example.org/a/2", "https://example.org/a", false);
    believed("https://example.org/a_2.html", "https://example.org/a.html", false);
    believed("https://one.github.io/a", "https://two.github.io/a", false);
}

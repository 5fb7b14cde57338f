use jiff::civil::date;
use url::Url;

use super::{
    COUNTRIES, LANGUAGES, SITES, by_name, of_language, of_site, offset_at, same_site, writes_day_first,
};

#[test]
fn every_zone_of_the_tables_exists() {
    for (key, zone) in SITES.iter().chain(COUNTRIES).chain(LANGUAGES) {
        assert!(by_name(zone).is_some(), "{key}: {zone}");
    }
}

#[test]
fn a_publisher_is_known_by_its_domain_and_else_by_its_country() {
    let check = |host: &str, expected: Option<&str>| assert_eq!(of_site(host), expected, "{host}");
    check("www.rfi.fr", Some("Europe/Paris"));
    check("news.sina.com.cn", Some("Asia/Shanghai"));
    check("news.qq.com", Some("Asia/Shanghai"));
    check("www.example.co.kr", Some("Asia/Seoul"));
    check("www.bbc.co.uk", Some("Europe/London"));
    check("blog.example.com", None); // the world writes under .com
    check("example.us", None); // four zones
    check("192.0.2.7", None);
    check("", None);
}

#[test]
fn a_language_names_a_zone_only_where_its_writers_share_one() {
    assert_eq!(of_language("ja"), Some("Asia/Tokyo"));
    assert_eq!(of_language("zh-Hans"), Some("Asia/Shanghai"));
    assert_eq!(of_language("zh-Hant"), None); // Taipei or Hong Kong: the same clock, but not the same fact
    assert_eq!(of_language("es"), None);
}

#[test]
fn offsets_follow_summer_time() {
    let at = |zone, month| offset_at(zone, date(2023, month, 12).at(15, 45, 0, 0));
    assert_eq!(at("Europe/Paris", 9), Some(7_200));
    assert_eq!(at("Europe/Paris", 1), Some(3_600));
    assert_eq!(at("Asia/Shanghai", 9), Some(28_800));
    assert_eq!(at("Mars/Olympus", 9), None);
}

#[test]
fn one_site_has_many_hosts() {
    let check = |one: &str, other: &str, expected: bool| {
        assert_eq!(
            same_site(&Url::parse(one).unwrap(), &Url::parse(other).unwrap()),
            expected,
            "{one} {other}"
        );
    };
    check("https://www.example.co.uk/a", "http://m.example.co.uk/b", true);
    check("https://one.github.io/", "https://two.github.io/", false);
    check("https://example.com/", "https://example.org/", false);
    check("mailto:a@example.com", "https://example.com/", false);
}

#[test]
fn the_day_stands_first_nearly_everywhere_but_in_america() {
    let check = |host: &str, language: Option<&str>, expected: Option<bool>| {
        assert_eq!(writes_day_first(host, language), expected, "{host} {language:?}");
    };
    check("www.rfi.fr", None, Some(true));
    check("www.dailymail.co.uk", Some("en"), Some(true));
    check("www.nytimes.com", Some("en"), Some(false));
    check("www.theguardian.com", Some("en"), Some(true));
    check("www.whitehouse.gov", None, Some(false));
    check("example.com", Some("es"), Some(true));
    check("example.com", Some("en-US"), Some(false));
    check("example.com", None, None);
}

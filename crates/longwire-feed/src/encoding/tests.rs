use super::*;

#[test]
fn the_language_of_a_feed_tells_its_country() {
    assert_eq!(country(b"<rss><language>zh-CN</language>"), Some("cn"));
    assert_eq!(country(b"<dc:language>zh_TW</dc:language>"), Some("tw"));
    assert_eq!(country(b"<language>ja</language>"), Some("jp"));
    assert_eq!(country(b"<language>en</language>"), None);
    assert_eq!(country(b"<language>"), None);
    assert_eq!(country(b""), None);
}

use super::*;

#[test]
fn base64_is_read_with_its_line_breaks() {
    assert_eq!(decode_base64("PHA+\n IGhp").as_deref(), Some("<p> hi"));
    assert_eq!(decode_base64("SGk=").as_deref(), Some("Hi"));
    assert_eq!(decode_base64("not base64!"), None);
    assert_eq!(decode_base64("/////w=="), None);
}

#[test]
fn prose_about_html_is_not_html() {
    assert!(looks_like_html("<p>a</p>"));
    assert!(looks_like_html("a<br>b"));
    assert!(!looks_like_html("History of the <blink> tag"));
    assert!(!looks_like_html("1 </ 2"));
}

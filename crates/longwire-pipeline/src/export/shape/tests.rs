use super::*;

#[test]
fn a_line_is_one_line_to_every_reader_of_lines() {
    let value = json!({ "text": "a\u{2028}b\u{2029}c\u{85}d\ne\u{b}f" });
    let line = json_line(&value);
    assert_eq!(line, r#"{"text":"a\u2028b\u2029c\u0085d\ne\u000bf"}"#);
    assert_eq!(serde_json::from_str::<Value>(&line).expect("JSON"), value);
}

#[test]
fn an_unreadable_page_has_every_field() {
    let value = unreadable("a.html", None, "no such file");
    for field in ["url", "title", "authors", "html", "text", "images", "word_count", "outcome"] {
        assert!(value.get(field).is_some(), "{field}");
    }
    assert_eq!(value["outcome"], "error");
}

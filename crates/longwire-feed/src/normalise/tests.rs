use super::*;

#[test]
fn unknown_fields_are_left_out_and_bare_dates_get_a_midnight() {
    let feed = Feed {
        title: "t".to_owned(),
        entries: vec![Entry {
            guid: "a".to_owned(),
            published_at: "2024-01-02".parse().ok(),
            ..Entry::default()
        }],
        ..Feed::default()
    };
    let expected = r#"{"entries":[{"id":"a","published":"2024-01-02T00:00:00Z"}],"feed":{"title":"t"}}"#;
    assert_eq!(normalised_json(&feed).to_string(), expected);
}

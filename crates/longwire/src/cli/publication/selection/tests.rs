use super::*;

#[test]
fn a_filter_names_its_field_or_looks_everywhere() {
    let check = |written: &str, field: Field, pattern: Pattern| {
        assert_eq!(read_filter(written), Filter { field, pattern }, "{written:?}");
    };
    let (text, regex) =
        (|words: &str| Pattern::Text(words.into()), |words: &str| Pattern::Regex(words.into()));
    check("title=port", Field::Title, text("port"));
    check("title~^[Pp]ort", Field::Title, regex("^[Pp]ort"));
    check("tag=港口", Field::Tag, text("港口"));
    check("any~a|b", Field::Any, regex("a|b"));
    check("罢工", Field::Any, text("罢工"));
    check("price=7", Field::Any, text("price=7"));
    check("titles", Field::Any, text("titles"));
    check("url=a=b~c", Field::Url, text("a=b~c"));
}

#[test]
fn a_limit_is_one_that_can_be_served() {
    let tell = |limit| TellAs { limit: Some(limit), summary: false, script: None, status: None };
    assert!(tell(0).over(Output::default()).is_err());
    assert_eq!(tell(500).over(Output::default()).unwrap().articles_max, 500);
    assert!(tell(501).over(Output::default()).is_err());
}

use super::*;

/// How a query was understood, in a line.
fn shown(query: &Query) -> String {
    let term = |term: &Term| match term {
        Term::Words(words) => {
            let chain = |chain: &Chain| {
                chain.units.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("+")
            };
            let chains: Vec<String> = words.chains.iter().map(chain).collect();
            match words.field {
                Field::Text => chains.join("&"),
                field => format!("{field:?}:{}", chains.join("&")),
            }
        }
        Term::Source(name) => format!("source={name}"),
        Term::Site(host) => format!("site={host}"),
        Term::Language(tag) => format!("lang={tag}"),
        Term::Before(day) => format!("<{day}"),
        Term::After(day) => format!(">={day}"),
        Term::HasImage => "image".to_owned(),
        Term::Marked(mark) => mark.written().to_owned(),
    };
    let clause = |clause: &Clause| {
        let any: Vec<String> = clause.any.iter().map(term).collect();
        format!("{}{}", if clause.excluded { "not " } else { "" }, any.join(" or "))
    };
    query.clauses.iter().map(clause).collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn check(written: &str, expected: &str) {
    let query = parse(written);
    assert_eq!(shown(&query), expected, "written: {written:?}");
    assert_eq!(query.notes, [], "written: {written:?}");
}

#[track_caller]
fn noted(written: &str, expected: &str, note: Note) {
    let query = parse(written);
    assert_eq!(shown(&query), expected, "written: {written:?}");
    assert_eq!(query.notes, [note], "written: {written:?}");
}

#[test]
fn words_stand_for_all_of_them() {
    check("俄羅斯 普京", "俄+罗+斯; 普+京");
    check("俄罗斯　普京", "俄+罗+斯; 普+京"); // an ideographic space
    check("Climate summit", "climate; summit");
    check("F-35战机", "f+35+战+机");
    check("", "");
    check("   ", "");
}

#[test]
fn quotes_of_any_kind_hold_words_together() {
    check("\"climate summit\"", "climate+summit");
    check("“人工 智能”", "人+工+智+能");
    check("「北京」新闻", "北+京; 新+闻");
    check("\"never closed", "never+closed");
    check("a\"b c\"", "a; b+c");
}

#[test]
fn marks_part_what_stands_in_one_word() {
    check("中国，美国", "中+国&美+国");
}

#[test]
fn a_dash_excludes_and_or_joins() {
    check("足球 -英超", "足+球; not 英+超");
    check("足球 -\"premier league\"", "足+球; not premier+league");
    check("普京 OR 泽连斯基 和谈", "普+京 or 泽+连+斯+基; 和+谈");
    check("a | b | c", "a or b or c");
    check("or not And", "or; not; and");
    check("OR a OR", "a");
    check("a - b", "a; b");
    check("F-35", "f+35");
    check("-a OR -b", "not a or b");
    check("a OR -b", "a; not b");
    check("(a OR b) c", "a or b; c");
}

#[test]
fn fields_are_understood_in_three_languages() {
    check("title:普京", "Title:普+京");
    check("标题：普京", "Title:普+京");
    check("author:\"Ann Lee\"", "Author:ann+lee");
    check("tag:财经", "Tag:财+经");
    check("source:tideland", "source=tideland");
    check("source:\"The Tide\"", "source=The Tide");
    check("site:HTTPS://News.Example.org/a", "site=news.example.org");
    check("lang:zh-TW lang:EN", "lang=zh-Hant; lang=en");
    check("has:image -has:image", "image; not image");
    check("-title:球", "not Title:球");
    check("lang:zh OR lang:ja", "lang=zh or lang=ja");
}

#[test]
fn what_a_reader_did_is_asked_for_by_a_reader() {
    check("is:unread 普京", "is:unread; 普+京");
    check("is:未读 OR is:STARRED", "is:unread or is:starred");
    check("-is:star", "not is:starred");
    let query = parse("is:unread OR 普京 -is:starred is:unread 北京");
    assert_eq!(query.marks(), [Mark::Unread, Mark::Starred].into());
    let (for_nobody, notes) = query.for_nobody();
    assert_eq!(shown(&for_nobody), "普+京; 北+京");
    let needs = |written: &str| Note::NeedsAccount(written.to_owned());
    assert_eq!(notes, [needs("is:unread"), needs("is:starred")]);
    assert_eq!(for_nobody.for_nobody(), (for_nobody.clone(), Vec::new()));
}

#[test]
fn dates_are_read_as_people_write_them() {
    check("after:2026", ">=2026-01-01");
    check("before:2026-03", "<2026-03-01");
    check("after:2026-3-5 before:2026/03/15", ">=2026-03-05; <2026-03-15");
    check("after:2026年3月5日", ">=2026-03-05");
    check("since:2026.3.5", ">=2026-03-05");
}

#[test]
fn what_is_not_understood_is_words_and_says_so() {
    noted("before:yesterday", "before+yesterday", Note::NoDate("before:yesterday".into()));
    noted("after:2026-02-30", "after+2026+02+30", Note::NoDate("after:2026-02-30".into()));
    noted("has:wings", "has+wings", Note::Unknown("has:wings".into()));
    noted("lang:!", "lang", Note::Unknown("lang:!".into()));
    noted("is:green", "is+green", Note::Unknown("is:green".into()));
    noted("title: 普京", "普+京", Note::Nothing("title".into()));
    noted("…", "", Note::Nothing("…".into()));
    check("https://example.org/a", "https+example+org+a");
    check("10:30", "10+30");
    check("foo:bar", "foo+bar");
}

#[test]
fn a_query_has_limits_and_says_where_it_was_cut() {
    let many = "a ".repeat(TERMS_MAX);
    check(&many, &vec!["a"; TERMS_MAX].join("; "));
    let more = parse(&"a ".repeat(TERMS_MAX + 1));
    assert_eq!((more.clauses.len(), more.notes), (TERMS_MAX, vec![Note::Cut]));
    let at_most = "中国".repeat(QUERY_UNITS_MAX / 2);
    assert_eq!(parse(&at_most).notes, []);
    let long = parse(&format!("a {at_most}"));
    assert_eq!(long.words().map(Words::unit_count).collect::<Vec<_>>(), [1, QUERY_UNITS_MAX - 1]);
    assert_eq!(long.notes, [Note::Cut]);
    let bytes = parse(&"x".repeat(QUERY_BYTES_MAX + 1));
    assert_eq!(bytes.notes, [Note::Cut]);
    assert_eq!(parse(&"x".repeat(QUERY_BYTES_MAX)).notes, []);
    assert_eq!(parse(&"京".repeat(QUERY_BYTES_MAX)).notes, [Note::Cut]);
}

#[test]
fn notes_speak_plainly() {
    assert!(Note::NeedsAccount("is:unread".into()).to_string().contains("signed in"));
    assert!(Note::Cut.to_string().contains("1024 bytes"));
}

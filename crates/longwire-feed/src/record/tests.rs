use super::*;

/// A record of this title line.
fn with_title(line: &str) -> String {
    format!("<!--1694528102000-->\n{line}\n------\n\n<p>x</p>\n")
}

#[track_caller]
fn check(line: &str, title: &str, address: &str) {
    let text = with_title(line);
    let record = read(text.as_bytes()).expect("a record");
    assert_eq!((record.title.as_str(), record.url_written.as_str()), (title, address), "line: {line:?}");
    assert_eq!(write(&record), text);
}

#[test]
fn records_are_read_and_given_back_byte_for_byte() {
    let text = "<!--1694528102000-->\n[题目 - 要闻](https://example.org/%E4%B8%93)\n------\n\n<p>a</p>\r\n\n[x](y)\n------";
    let record = read(text.as_bytes()).expect("a record");
    assert_eq!(record.archived_at.to_string(), "2023-09-12T14:15:02Z");
    assert_eq!(record.html, "<p>a</p>\r\n\n[x](y)\n------");
    assert_eq!(write(&record), text);
}

#[test]
fn brackets_in_titles_and_addresses_are_read_right() {
    check("[a](https://e.test/)", "a", "https://e.test/");
    check("[](https://e.test/)", "", "https://e.test/");
    check("[[Live] a](b) c](https://e.test/)", "[Live] a](b) c", "https://e.test/");
    check("[a](https://e.test/Foo_(bar))", "a", "https://e.test/Foo_(bar)");
    check("[a](https://e.test/x](y))", "a", "https://e.test/x](y)");
    check("[a](https://one.test/) b](https://two.test/)", "a](https://one.test/) b", "https://two.test/");
    check("[a](https://例子.测试/新闻)", "a", "https://例子.测试/新闻");
}

#[track_caller]
fn refused(text: &[u8], line: usize, reason: Reason) {
    assert_eq!(read(text), Err(NotARecord { line, reason }));
}

#[test]
fn what_is_no_record_is_refused_with_its_line() {
    refused(b"", 1, Reason::Moment);
    refused(b"<p>x</p>", 1, Reason::Moment);
    refused(b"<!--007-->\n", 1, Reason::Moment);
    refused(b"<!--99999999999999999999-->\n", 1, Reason::Moment);
    refused(b"<!--1-->\n", 2, Reason::Title);
    refused(with_title("[a](b)").as_bytes(), 2, Reason::Title);
    refused(with_title("[a](javascript:x)").as_bytes(), 2, Reason::Title);
    refused(with_title("a](https://e.test/)").as_bytes(), 2, Reason::Title);
    refused(with_title(&format!("[{}](https://e.test/)", "](".repeat(40_000))).as_bytes(), 2, Reason::Title);
    refused(b"<!--1-->\n[a](https://e.test/)\n-----\n\n", 3, Reason::Separator);
    refused(b"<!--1-->\n[a](https://e.test/)\n------\nx", 4, Reason::Blank);
    refused(b"<!--1-->\n[a](https://e.test/)\n------\n\nx\n\xFF", 6, Reason::Encoding);
}

#[test]
fn the_message_says_what_was_expected() {
    let error = read(b"<!--1-->\nx\n").expect_err("no record");
    assert_eq!(error.to_string(), "line 2: expected [title](address) with an absolute http or https address");
}

proptest::proptest! {
    #[test]
    fn whatever_is_read_is_written_the_same(text in "<!--[0-9]{1,14}-->\n\\[\\PC{0,20}\\]\\(https://e.test/[^ ]{0,10}\\)\n------\n\n(.|\n){0,40}") {
        if let Ok(record) = read(text.as_bytes()) {
            proptest::prop_assert_eq!(write(&record), text);
        }
    }
}

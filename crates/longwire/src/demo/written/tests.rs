use super::*;

#[track_caller]
fn check(marked: &str, text: &str, html: &str) {
    let block = Block { kind: BlockKind::Paragraph, marked: marked.into() };
    assert_eq!((block.text().as_str(), block.html().as_str()), (text, html));
}

#[test]
fn inline_marks_become_ruby_and_links() {
    check("plain & simple", "plain & simple", "plain &amp; simple");
    check(
        "a ｜薄明《はくめい》 b",
        "a 薄明 b",
        "a <ruby>薄明<rp>（</rp><rt>はくめい</rt><rp>）</rp></ruby> b",
    );
    check("see [the log](/log/) now", "see the log now", "see <a href=\"/log/\">the log</a> now");
}

#[test]
fn what_is_no_mark_stays_text() {
    check("[not a link] here", "[not a link] here", "[not a link] here");
    check("｜half", "｜half", "｜half");
}

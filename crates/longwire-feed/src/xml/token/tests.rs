use super::*;

#[track_caller]
fn check(source: &str, expected: &[Token<'_>]) {
    assert_eq!(Tokens::new(source).collect::<Vec<_>>(), expected, "source: {source:?}");
}

fn start<'a>(name: &'a str, attributes: &'a str) -> Token<'a> {
    Token::Start { name, attributes, empty: false }
}

#[test]
fn cuts_tags_text_and_sections() {
    check(
        "<a>x<![CDATA[<b>]]></a>",
        &[start("a", ""), Token::Text("x"), Token::Cdata("<b>"), Token::End("a")],
    );
    check("<a b='>'/>", &[Token::Start { name: "a", attributes: " b='>'", empty: true }]);
    check("<?xml version='1.0'?><!-- <x> --><a>", &[start("a", "")]);
}

#[test]
fn a_dtd_declares_nothing() {
    check("<!DOCTYPE r [<!ENTITY a \"<b>\">]><r>&a;", &[start("r", ""), Token::Text("&a;")]);
}

#[test]
fn a_less_than_that_begins_no_tag_is_text() {
    check("a < b <3 <> </>x", &[Token::Text("a < b <3 <> </>x")]);
    check("x <", &[Token::Text("x <")]);
}

#[test]
fn what_the_end_cuts_off_ends_there() {
    check("<a>x</a", &[start("a", ""), Token::Text("x"), Token::End("a")]);
    check("<a>x<b href='y", &[start("a", ""), Token::Text("x")]);
    check("<a><![CDATA[x", &[start("a", ""), Token::Cdata("x")]);
    check("<a><!-- x", &[start("a", "")]);
}

#[test]
fn stray_quotes_do_not_swallow_the_document() {
    check("<a b=\"x>y</a>", &[start("a", " b=\"x"), Token::Text("y"), Token::End("a")]);
    check("<a it's>y</a>", &[start("a", " it's"), Token::Text("y"), Token::End("a")]);
}

#[test]
fn hopeless_documents_take_linear_time() {
    for piece in ["<!--", "<a b=\"", "<![CDATA[", "</", "<a b='c", "<?", "<!DOCTYPE ["] {
        let source = piece.repeat(200_000);
        assert!(Tokens::new(&source).count() <= source.len());
    }
}

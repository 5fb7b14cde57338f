use super::{SELECTOR_BYTES_MAX, Selector};
use crate::dom::{self, ParseLimits};

const PAGE: &str = "<main id=top><div class='story lead'><p data-x=abc>1</p><section><p>2</p></section></div><p>3</p></main><p>4</p>";

#[track_caller]
fn check(selector: &str, expected: &str) {
    let document = dom::parse(PAGE, &ParseLimits::default());
    let selector = Selector::parse(selector).unwrap();
    let texts: Vec<String> = selector.all(&document).map(|id| document.text_content(id)).collect();
    assert_eq!(texts.join(" "), expected, "{selector:?}");
}

#[track_caller]
fn refused(selector: &str) {
    assert!(Selector::parse(selector).is_err(), "{selector:?}");
}

#[test]
fn elements_are_selected_by_name_id_class_and_attribute() {
    check("p", "1 2 3 4");
    check("section", "2");
    check("#top", "123");
    check(".lead", "12");
    check("div.story.lead", "12");
    check("div.story.other", "");
    check("*.story", "12");
    check("[data-x]", "1");
    check("p[data-x=abc]", "1");
    check("p[data-x='abc']", "1");
    check("[data-x^=ab]", "1");
    check("[data-x$=bc]", "1");
    check("[data-x*=b]", "1");
    check("[class~=story]", "12");
    check("[data-x=ab]", "");
}

#[test]
fn elements_are_selected_by_where_they_stand() {
    check("main p", "1 2 3");
    check("main > p", "3");
    check("main>p", "3");
    check(".story p", "1 2");
    check(".story > p", "1");
    check("main section > p", "2");
    check("main > section p", "");
    check("section, main > p", "2 3");
}

#[test]
fn what_is_not_understood_is_refused() {
    for selector in [
        "",
        " ",
        "p,",
        "> p",
        "p >",
        "p > > b",
        "p:first-child",
        "p + b",
        "p ~ b",
        "..a",
        "#",
        "[x",
        "a[]",
        "p::before",
    ] {
        refused(selector);
    }
    refused(&"a ".repeat(20));
    refused(&format!(".{}", "a".repeat(SELECTOR_BYTES_MAX)));
    assert!(Selector::parse(&format!(".{}", "a".repeat(SELECTOR_BYTES_MAX - 1))).is_ok());
}

use crate::dom::{self, ParseLimits};

/// The text of the first `h1` once what stands for scripts is shown, `None` where it is hidden still.
#[track_caller]
fn check(body: &str, shown: bool) {
    let mut document = dom::parse(&format!("<body>{body}"), &ParseLimits::default());
    document.show_fallback();
    let hidden = document.first_named(dom::NodeId::ROOT, &html5ever::local_name!("noscript"));
    assert_eq!(hidden.is_none(), shown, "{body:.80}");
}

#[test]
fn a_page_for_readers_without_scripts_is_the_page() {
    let thread = "<p>A post of the thread that says what it has to say.</p>".repeat(20);
    check(&format!("<div id=app><script>draw({thread:?})</script></div><noscript>{thread}</noscript>"), true);
}

#[test]
fn what_only_asks_for_scripts_stays_hidden() {
    let thread = "<p>A post of the thread that says what it has to say.</p>".repeat(20);
    check("<noscript><p>Please turn on JavaScript.</p></noscript>", false);
    check(&format!("<noscript><p>Please turn on JavaScript.</p></noscript>{thread}"), false);
    // As long as the page itself: a copy of it at best.
    check(&format!("{thread}<noscript>{thread}</noscript>"), false);
}

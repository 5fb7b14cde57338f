use super::*;

#[track_caller]
fn check(declarations: &str, name: &str, expected: (Ns, &str)) {
    let mut scope = Scope::default();
    scope.enter(declarations, 0);
    assert_eq!(scope.resolve(name), expected, "{declarations} {name}");
}

#[test]
fn vocabularies_are_known_by_their_address() {
    check("xmlns:x='http://purl.org/dc/elements/1.1/'", "x:date", (Ns::Dc, "date"));
    check("xmlns='HTTPS://www.w3.org/2005/Atom'", "feed", (Ns::Atom, "feed"));
    check("xmlns:a='http://purl.org/atom/ns#'", "a:feed", (Ns::Atom, "feed"));
    check("xmlns:r='http://backend.userland.com/rss2'", "r:item", (Ns::Core, "item"));
    check("xmlns:x='http://example.org/'", "x:item", (Ns::Other, "item"));
    check("xmlns:ss='http://purl.org/rss/1.0/modules/servicestatus/'", "ss:item", (Ns::Other, "item"));
}

#[test]
fn an_unknown_default_namespace_is_taken_for_the_feeds_own() {
    check("xmlns='http://example.org/necho'", "feed", (Ns::Core, "feed"));
    check("", "item", (Ns::Core, "item"));
}

#[test]
fn undeclared_prefixes_mean_what_they_usually_mean() {
    check("", "dc:creator", (Ns::Dc, "creator"));
    check("", "who:knows", (Ns::Other, "knows"));
}

#[test]
fn declarations_end_with_their_element() {
    let mut scope = Scope::default();
    scope.enter("xmlns:x='http://purl.org/dc/terms/'", 1);
    scope.leave(2);
    assert_eq!(scope.resolve("x:a").0, Ns::DcTerms);
    scope.leave(1);
    assert_eq!(scope.resolve("x:a").0, Ns::Other);
}

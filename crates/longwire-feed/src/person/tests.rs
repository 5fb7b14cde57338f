use super::*;

#[track_caller]
fn check(text: &str, name: &str, email: Option<&str>) {
    let person = of_text(text).expect("a person");
    assert_eq!((person.name.as_str(), person.email.as_deref()), (name, email), "text: {text:?}");
}

#[test]
fn people_are_read_in_every_order() {
    check("Ann Lee", "Ann Lee", None);
    check("ann@example.org", "", Some("ann@example.org"));
    check("ann@example.org (Ann Lee)", "Ann Lee", Some("ann@example.org"));
    check("Ann Lee (ann@example.org)", "Ann Lee", Some("ann@example.org"));
    check("\"Ann Lee\" <ann@example.org>", "Ann Lee", Some("ann@example.org"));
    check("Ann Lee, ann@example.org", "Ann Lee", Some("ann@example.org"));
    check("瑞迪 (巴黎)", "瑞迪 (巴黎)", None);
}

#[test]
fn nobody_is_nobody() {
    assert_eq!(of_text("  "), None);
    assert_eq!(of_text("()").map(|p| p.name), Some("()".to_owned()));
}

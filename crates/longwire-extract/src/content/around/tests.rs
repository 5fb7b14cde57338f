use super::*;

#[test]
fn a_role_says_what_a_tag_says() {
    assert_eq!(of_role("navigation"), of_tag(Tag::Nav));
    assert_eq!(of_role("complementary"), of_tag(Tag::Aside));
    assert_eq!(of_role("contentinfo"), of_tag(Tag::Footer));
    assert_eq!(of_role("banner"), of_tag(Tag::Header));
    assert_eq!(of_role("main"), of_tag(Tag::Main));
    assert_eq!(of_role("article"), of_tag(Tag::Article));
}

#[test]
fn a_role_that_is_no_place_says_nothing() {
    for role in ["presentation", "img", "button", "list", ""] {
        assert_eq!(of_role(role), 0, "{role}");
    }
}

#[test]
fn every_place_lies_below_the_count_of_places() {
    assert_eq!(LINK, 1 << (COUNT - 1));
}

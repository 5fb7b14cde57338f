use super::*;

#[test]
fn every_name_is_found_in_its_place() {
    assert!(NAMED.is_sorted());
    for (name, meaning) in NAMED {
        assert_eq!(character(name), Some(*meaning), "{name}");
    }
    assert_eq!(
        (NAMED.len(), character("alpha"), character("Alpha"), character("nosuch")),
        (253, Some('α'), Some('Α'), None)
    );
}

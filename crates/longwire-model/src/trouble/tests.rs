use std::collections::HashSet;

use super::*;

#[test]
fn every_kind_has_a_code_of_its_own_that_leads_back_to_it() {
    for trouble in Trouble::ALL {
        assert_eq!(Trouble::of_code(trouble.code()), Some(trouble));
    }
    let codes: HashSet<_> = Trouble::ALL.iter().map(|trouble| trouble.code()).collect();
    assert_eq!(codes.len(), Trouble::ALL.len());
}

#[test]
fn another_word_is_no_kind() {
    assert_eq!(Trouble::of_code(""), None);
    assert_eq!(Trouble::of_code("Not-Found"), None);
}

use super::*;

#[test]
fn a_word_weighs_more_than_a_part_and_that_more_than_a_stretch_across_words() {
    assert!(weight(true, true) > weight(true, false));
    assert_eq!(weight(true, false), weight(false, true));
    assert!(weight(false, true) > weight(false, false));
    assert!(weight(false, false) > 0, "whatever is found has a weight");
}

use super::ReportKind;

#[test]
fn every_kind_has_a_code_of_its_own_and_is_found_by_it() {
    for kind in ReportKind::ALL {
        assert_eq!(ReportKind::of_code(kind.code()), Some(kind));
    }
    assert_eq!(ReportKind::of_code("missing text"), None);
}

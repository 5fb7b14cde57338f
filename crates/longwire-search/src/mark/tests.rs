use super::*;

#[test]
fn a_set_has_what_was_put_in_and_its_opposite_all_else() {
    let ids = [1, 63, 64, 65_535, 65_536, 7_000_000, i64::MAX, -1];
    let articles: Articles = ids.into_iter().collect();
    let others = articles.clone().all_but();
    for id in ids {
        assert!(articles.contains(id) && !others.contains(id), "{id}");
    }
    for id in [0, 2, 65_537, i64::MIN] {
        assert!(!articles.contains(id) && others.contains(id), "{id}");
    }
    assert!(Articles::default().all_but().contains(5));
}

use super::super::graph::tests::graph;
use super::*;

/// Checks rows of `name: what it uses`; `expected` holds a part of each finding.
#[track_caller]
fn check_rows(rows: &[(&str, &[&str])], expected: &[&str]) {
    let found: Vec<_> = check(&graph(rows)).into_iter().map(|finding| finding.what).collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (what, part) in found.iter().zip(expected) {
        assert!(what.contains(part), "{what}");
    }
}

#[test]
fn edges_of_the_table_are_allowed_and_others_are_not() {
    check_rows(&[("longwire-text", &["longwire-model"]), ("longwire-model", &[])], &[]);
    check_rows(
        &[("longwire-model", &["longwire-text"]), ("longwire-text", &[])],
        &["longwire-model may not use"],
    );
    check_rows(
        &[("longwire-web", &["longwire-fetch"]), ("longwire-fetch", &[])],
        &["longwire-web may not use"],
    );
    check_rows(
        &[("longwire-web", &["longwire-extract"]), ("longwire-extract", &[])],
        &["longwire-web may not use"],
    );
}

#[test]
fn a_crate_without_a_row_is_told_so() {
    check_rows(&[("longwire-utils", &[])], &["not in the table"]);
}

#[test]
fn the_pure_row_stands_on_no_runtime_however_far_down() {
    check_rows(
        &[("longwire-feed", &["innocent"]), ("innocent", &["tokio"]), ("tokio", &[])],
        &["longwire-feed is pure, yet tokio 1.0.0"],
    );
    check_rows(&[("longwire-store", &["rusqlite"]), ("rusqlite", &[])], &[]);
}

#[test]
fn only_fetch_holds_an_http_client() {
    check_rows(&[("longwire-fetch", &["reqwest"]), ("reqwest", &[])], &[]);
    check_rows(&[("longwire-pipeline", &["reqwest"]), ("reqwest", &[])], &["an HTTP client"]);
}

#[test]
fn a_default_build_of_350_crates_is_too_large() {
    let names: Vec<String> = (0..349).map(|n| format!("crate-{n}")).collect();
    let uses: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut rows: Vec<(&str, &[&str])> = vec![("longwire", &uses)];
    rows.extend(uses.iter().map(|name| (*name, [].as_slice())));
    check_rows(&rows, &["350 crates"]);
    rows.pop();
    let fewer = &uses[..348];
    rows[0].1 = fewer;
    check_rows(&rows, &[]);
}

#[test]
fn the_table_speaks_only_of_rooms_it_knows() {
    for (_, may_use) in TABLE {
        assert!(may_use.iter().all(|name| TABLE.iter().any(|(row, _)| row == name)));
    }
}

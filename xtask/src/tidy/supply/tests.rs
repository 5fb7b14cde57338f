use super::super::graph::tests::graph;
use super::*;

const DENY: &str = r#"
[licenses]
allow = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"]
[bans]
deny = [{ crate = "openssl-sys", reason = "r" }, { crate = "html5ever", deny-multiple-versions = true }]
"#;

#[track_caller]
fn check_licence(expression: &str, expected: bool) {
    assert_eq!(permits(expression, &Policy::parse(DENY).unwrap().licences), expected, "{expression}");
}

#[test]
fn an_expression_is_satisfied_by_any_allowed_choice() {
    check_licence("MIT", true);
    check_licence("GPL-3.0 OR MIT", true);
    check_licence("GPL-3.0/MIT", true);
    check_licence("MIT AND ISC", true);
    check_licence("(GPL-3.0 OR MIT) AND ISC", true);
    check_licence("Apache-2.0 WITH LLVM-exception", true);
}

#[test]
fn an_expression_that_asks_for_more_is_refused() {
    check_licence("GPL-3.0", false);
    check_licence("MIT AND GPL-3.0", false);
    check_licence("GPL-3.0 OR MIT AND Apache-2.0", false);
    check_licence("Apache-2.0", false);
    check_licence("(MIT", false);
    check_licence("MIT MIT", false);
    check_licence("", false);
}

#[track_caller]
fn check_graph(names: &[&str], expected: &[&str]) {
    let rows: Vec<(&str, &[&str])> = names.iter().map(|name| (*name, [].as_slice())).collect();
    let found = check(&graph(&rows), &Policy::parse(DENY).unwrap());
    let found: Vec<_> = found.iter().map(|finding| finding.what.as_str()).collect();
    assert_eq!(found, expected);
}

#[test]
fn banned_crates_and_second_versions_are_found() {
    check_graph(&["tokio", "html5ever"], &[]);
    check_graph(&["openssl-sys"], &["openssl-sys 1.0.0 is banned"]);
    check_graph(&["html5ever", "html5ever"], &["html5ever 1.0.0 stands beside another version"]);
}

#[test]
fn a_package_without_a_licence_is_found() {
    let mut graph = graph(&[("bare", &[])]);
    graph.packages[0].licence = None;
    assert_eq!(check(&graph, &Policy::parse(DENY).unwrap())[0].what, "bare 1.0.0 declares no licence");
}

#[test]
fn a_policy_without_its_lists_is_refused() {
    assert!(Policy::parse("").is_err());
    assert!(Policy::parse("[licenses]\nallow = []\n").is_err());
}

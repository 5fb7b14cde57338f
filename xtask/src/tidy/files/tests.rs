use super::*;

#[track_caller]
fn check_file(path: &str, text: &str, expected: &[&str]) {
    let found = check(&[File { path: path.into(), text: text.into() }]);
    assert_eq!(found.len(), expected.len(), "{path}: {found:?}");
    for (finding, part) in found.iter().zip(expected) {
        assert!(finding.what.contains(part), "{path}: {finding}");
    }
}

#[test]
fn a_file_ends_at_five_hundred_lines() {
    check_file("crates/a/src/b.rs", &"\n".repeat(500), &[]);
    check_file("crates/a/src/b.rs", &"\n".repeat(501), &["501 lines"]);
    check_file("crates/a/data/b.md", &"\n".repeat(501), &[]);
}

#[test]
fn a_name_says_what_is_inside() {
    check_file("crates/a/src/date.rs", "", &[]);
    check_file("crates/a/src/utils.rs", "", &["`utils`"]);
    check_file("crates/a/src/common/date.rs", "", &["`common`"]);
    check_file("crates/a/src/commonplace.rs", "", &[]);
}

#[test]
fn every_member_takes_the_lints_of_the_workspace() {
    check_file("crates/a/Cargo.toml", "[lints]\nworkspace = true\n", &[]);
    check_file("crates/a/Cargo.toml", "[package]\nname = \"a\"\n", &["lints"]);
    check_file("xtask/Cargo.toml", "[lints]\nworkspace = false\n", &["lints"]);
    check_file("fuzz/Cargo.toml", "[package]\nname = \"fuzz\"\n", &[]);
}

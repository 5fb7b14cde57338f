use serde_json::json;

use super::*;

/// A graph from rows of `name: what it uses`; names that begin with `longwire`
/// are members, and all are MIT.
pub(crate) fn graph(rows: &[(&str, &[&str])]) -> Graph {
    let place = |name: &&str| rows.iter().position(|(row, _)| row == name).unwrap();
    let packages = rows.iter().map(|(name, uses)| Package {
        name: (*name).into(),
        version: "1.0.0".into(),
        licence: Some("MIT".into()),
        is_member: name.starts_with("longwire"),
        uses: uses.iter().map(place).collect(),
        tests_use: Vec::new(),
    });
    Graph { packages: packages.collect() }
}

#[test]
fn metadata_becomes_packages_and_what_tests_use_stays_apart() {
    let metadata = json!({
        "workspace_members": ["a"],
        "packages": [
            {"id": "a", "name": "a", "version": "0.1.0", "license": null},
            {"id": "b", "name": "b", "version": "2.0.0", "license": "MIT"},
            {"id": "c", "name": "c", "version": "3.0.0", "license": "ISC"},
            {"id": "gone", "name": "gone", "version": "1.0.0", "license": "MIT"},
        ],
        "resolve": {"nodes": [
            {"id": "a", "deps": [
                {"pkg": "b", "dep_kinds": [{"kind": null}, {"kind": "dev"}]},
                {"pkg": "c", "dep_kinds": [{"kind": "dev"}]},
            ]},
            {"id": "b", "deps": []},
            {"id": "c", "deps": []},
        ]},
    });
    let graph = of_metadata(&metadata).unwrap();
    assert_eq!(graph.packages.len(), 3);
    assert_eq!((graph.packages[0].uses.clone(), graph.packages[0].tests_use.clone()), (vec![1], vec![2]));
    assert!(graph.packages[0].is_member && !graph.packages[1].is_member);
    assert_eq!(graph.packages[2].licence.as_deref(), Some("ISC"));
}

#[test]
fn a_closure_holds_what_is_reached_and_ends_on_cycles() {
    let graph = graph(&[("longwire", &["a"]), ("a", &["b"]), ("b", &["a"]), ("alone", &[])]);
    let names: Vec<_> = graph.closure("longwire").iter().map(|package| package.name.clone()).collect();
    assert_eq!(names, ["longwire", "a", "b"]);
}

#[test]
fn metadata_without_a_graph_is_refused() {
    assert!(of_metadata(&json!({})).is_err());
}

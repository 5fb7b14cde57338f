//! Runs the feeds under `testdata`: a claim a file, stated in its first comment.
//!
//! `what:` the claim, `why:` its reason, `expect: PATH == JSON` what must hold of
//! the normalised feed; `url:` and `content-type:` give a hint. `defects` is the
//! list of codes, `error` the reason for a refusal. JSON documents, which have no
//! comments, keep the same in `_test`. The folder is the force of the claim:
//! `must` by a specification, `should` and `may` by what the world serves,
//! `broken` for what we survive.

use std::path::{Path, PathBuf};

use longwire_feed::{Hint, normalised_json, parse};
use longwire_text::charset;
use serde_json::{Value, json};

#[derive(Default)]
struct Claim {
    what: String,
    why: String,
    hint: Hint,
    expects: Vec<String>,
}

#[test]
fn every_fixture_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut failures = Vec::new();
    let mut count = 0;
    for folder in ["must", "should", "may", "broken"] {
        for path in files(&root.join(folder)) {
            count += 1;
            failures.extend(check(&path));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(count >= 40, "only {count} fixtures were found");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder of fixtures");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a fixture").path()).collect();
    files.sort();
    files
}

/// What does not hold of one fixture.
fn check(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).expect("a fixture");
    let claim = claim_of(&bytes);
    let name = path.display();
    if claim.what.is_empty() || claim.why.is_empty() || claim.expects.is_empty() {
        return vec![format!("{name}: states no what, why or expect")];
    }
    let found = match parse(&bytes, &claim.hint) {
        Ok(feed) => {
            let mut found = normalised_json(&feed);
            found["defects"] = feed.defects.iter().map(|defect| defect.code).collect();
            found
        }
        Err(reason) => json!({ "error": reason.to_string() }),
    };
    let mut failures = Vec::new();
    for expect in &claim.expects {
        let (path, value) = expect.split_once(" == ").expect("PATH == JSON");
        let expected: Value = serde_json::from_str(value).expect("JSON behind ==");
        let found = at(&found, path.trim());
        if found != expected {
            failures
                .push(format!("{name}: {}\n  {path}\n  expected {expected}\n  found    {found}", claim.what));
        }
    }
    failures
}

fn claim_of(bytes: &[u8]) -> Claim {
    let mut claim = Claim::default();
    if let Ok(document) = serde_json::from_slice::<Value>(bytes) {
        let test = &document["_test"];
        claim.what = test["what"].as_str().unwrap_or_default().to_owned();
        claim.why = test["why"].as_str().unwrap_or_default().to_owned();
        let expects = test["expect"].as_array().into_iter().flatten();
        claim.expects = expects.filter_map(Value::as_str).map(str::to_owned).collect();
        return claim;
    }
    // Claims are written in the encoding of their document, hints in ASCII.
    let ascii = String::from_utf8_lossy(bytes);
    let content_type = lines(&ascii).find(|(key, _)| *key == "content-type").map(|(_, value)| value);
    let labels = charset::Labels {
        transport: content_type.and_then(charset::of_content_type),
        declared: charset::declared(bytes),
        top_level_domain: None,
    };
    for (key, value) in lines(&charset::decode(bytes, &labels).text) {
        match key {
            "what" => claim.what = value.to_owned(),
            "why" => claim.why = value.to_owned(),
            "url" => claim.hint.url = value.parse().ok(),
            "content-type" => claim.hint.content_type = Some(value.to_owned()),
            "expect" => claim.expects.push(value.to_owned()),
            _ => {}
        }
    }
    claim
}

/// The `key: value` lines up to the end of the first comment.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let comment = text.lines().take_while(|line| line.trim() != "-->");
    comment.filter_map(|line| line.split_once(':')).map(|(key, value)| (key, value.trim()))
}

/// The value at `entries[0].title` and the like; null where there is none.
fn at(document: &Value, path: &str) -> Value {
    let mut value = Some(document);
    for step in path.split(['.', '[']).map(|step| step.trim_end_matches(']')) {
        value = value.and_then(|value| match step.parse::<usize>() {
            Ok(index) => value.get(index),
            Err(_) => value.get(step),
        });
    }
    value.cloned().unwrap_or_default()
}

//! What the archive holds of the demo's articles is what their authors wrote:
//! every field, every paragraph in order, and nothing else.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use longwire::demo::{Plan, Publisher, Site, Written, start};
use longwire_model::Timestamp;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::program::Program;

/// A publisher that runs on threads of its own while the test waits for the program.
fn publish(plan: &Plan) -> (Runtime, Publisher) {
    let runtime = Runtime::new().unwrap();
    let publisher = runtime.block_on(start(plan)).unwrap();
    (runtime, publisher)
}

/// A plan under which nothing happens after the start.
fn quiet() -> Plan {
    let long = Duration::from_secs(24 * 3600);
    Plan { bulletin_every: long, correction_after: long, ..Plan::default() }
}

fn site<'a>(publisher: &'a Publisher, name: &str) -> &'a Site {
    publisher.sites.iter().find(|site| site.name == name).unwrap()
}

fn now() -> Timestamp {
    Timestamp::from_seconds(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64)
}

/// Every way in which an exported article differs from what was written.
fn differences(site: &Site, written: &Written, exported: &[Value]) -> Vec<String> {
    let place = |what: &str| format!("{} / {} / {what}", site.name, written.title);
    let Some(line) = exported.iter().find(|line| line["entry_url"] == written.url.as_str()) else {
        return vec![place("missing")];
    };
    let authors = written
        .authors
        .iter()
        .map(|author| json!({ "name": author.name, "url": author.url.as_ref().map(|url| url.as_str()) }));
    let lead = written.lead.as_ref().unwrap();
    let wanted = [
        ("/outcome", json!("article")),
        ("/url", json!(written.url.as_str())),
        ("/title", json!(written.title)),
        ("/section", json!(written.section)),
        ("/authors", authors.collect()),
        ("/published_at", json!(written.published_at.to_string())),
        ("/language", json!(site.language)),
        ("/standfirst", json!(written.standfirst)),
        ("/site_name", json!(site.name)),
        ("/lead_image/url", json!(lead.url.as_str())),
        ("/lead_image/caption", json!(lead.caption)),
        ("/lead_image/credit", json!(lead.credit)),
        ("/text", json!(written.lines().join("\n"))),
    ];
    let found = |pointer: &str| line.pointer(pointer).cloned().unwrap_or_default();
    wanted
        .into_iter()
        .filter(|(pointer, wanted)| found(pointer) != *wanted)
        .map(|(pointer, wanted)| {
            format!("{}\n  written {wanted}\n  found   {}", place(pointer), found(pointer))
        })
        .collect()
}

#[test]
fn every_article_of_the_demo_comes_out_as_it_was_written() {
    let (program, (_runtime, publisher)) = (Program::new(), publish(&quiet()));
    for site in &publisher.sites {
        program.ok(&["add", site.url_to_add.as_str()]);
    }
    program.ok(&["poll", "--all", "--wait"]);
    let exported = program.exported();
    let all =
        publisher.sites.iter().flat_map(|site| site.written(now()).into_iter().map(move |it| (site, it)));
    let found: Vec<String> = all.flat_map(|(site, written)| differences(site, &written, &exported)).collect();
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
    assert_eq!(exported.len(), 40);
}

#[test]
fn nobody_enters_what_robots_txt_closes_and_a_second_poll_costs_little() {
    let (program, (_runtime, publisher)) = (Program::new(), publish(&quiet()));
    let site = site(&publisher, "北港日报网");
    program.ok(&["add", site.url_to_add.as_str()]);
    program.ok(&["poll", "--all", "--wait"]);
    let first = site.served();
    program.ok(&["poll", "--all", "--wait"]);
    let second = site.served();
    assert_eq!(second.disallowed, 0);
    assert_eq!(second.not_modified, first.not_modified + 1, "{first:?} then {second:?}");
    assert_eq!(second.requests, first.requests + 1, "{first:?} then {second:?}");
}

#[test]
fn a_correction_and_what_is_new_arrive_with_the_next_poll() {
    let plan = Plan {
        bulletin_every: Duration::from_secs(8),
        correction_after: Duration::from_secs(8),
        ..Plan::default()
    };
    let (program, (_runtime, publisher)) = (Program::new(), publish(&plan));
    let corrected = site(&publisher, "北港日报网");
    let lively = site(&publisher, "The Merrow Ledger");
    for site in [corrected, lively] {
        program.ok(&["add", site.url_to_add.as_str()]);
    }
    program.ok(&["poll", "--all", "--wait"]);
    let due = |site: &Site| site.written(now()).iter().any(|it| it.modified_at.is_some() || it.number > 5000);
    while !(due(corrected) && due(lively)) {
        std::thread::sleep(Duration::from_millis(200));
    }
    let after = [(corrected, corrected.written(now())), (lively, lively.written(now()))];
    program.ok(&["poll", "--all", "--wait"]);
    let exported = program.exported();
    for (site, written) in after {
        let found: Vec<String> =
            written.iter().flat_map(|written| differences(site, written, &exported)).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

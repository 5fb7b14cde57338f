//! Killed at any instant, started at once twice: nothing is lost, nothing done twice.

use std::time::Duration;

use crate::pages::{cut_feed, page};
use crate::program::Program;
use crate::site::{Answer, Site};

/// A publisher slow enough to be interrupted.
fn slow_harbour(count: usize) -> Site {
    let site = Site::start();
    let articles: Vec<usize> = (1..=count).collect();
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &articles)));
    for n in articles {
        site.put(&format!("/quay/{n}"), Answer::html(page(n)).after(Duration::from_millis(60)));
    }
    site
}

#[test]
fn a_killed_poll_is_finished_by_the_same_command() {
    let (program, site) = (Program::new(), slow_harbour(9));
    program.ok(&["add", &site.url("/feed.xml")]);
    let mut child = program.command(&["poll", "--all", "--wait"]).spawn().unwrap();
    while site.served("/quay/4") == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    program.ok(&["poll", "--all", "--wait"]);
    assert_eq!(program.exported().len(), 9);
    let twice = (1..=9).filter(|n| site.served(&format!("/quay/{n}")) > 1).count();
    assert!(twice <= 1, "only a page under way at the kill may be fetched again, {twice} were");
}

#[test]
fn a_command_beside_the_service_leaves_the_fetching_to_it() {
    let (program, site) = (Program::new(), slow_harbour(3));
    let served = program.serve();
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    assert_eq!(program.exported().len(), 3);
    for n in 1..=3 {
        assert_eq!(site.served(&format!("/quay/{n}")), 1);
    }
    drop(served);
}

#[test]
fn a_second_service_on_the_same_folder_is_refused_and_names_the_first() {
    let program = Program::new();
    let served = program.serve();
    let output = program.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&format!("process {}", served.child.id())), "{said}");
}

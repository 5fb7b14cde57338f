//! The contract, run on SQLite; and what can go wrong, by kind of misfortune.

mod damage;
mod erase;
mod full;
mod kill;
mod lock;
mod plan;
mod queue;
mod reading;
mod revision;
mod search;
mod threads;

use std::sync::{Arc, Mutex};

use longwire_model::{Article, Capture, CleanHtml, Timestamp, Url};

use super::Sqlite;
use crate::{NewRevision, Store, conformance};

fn prove(room: &[conformance::Claim]) {
    let folders = Mutex::new(Vec::new());
    conformance::prove(room, || -> Arc<dyn Store> {
        let (folder, store) = fresh();
        folders.lock().unwrap().push(folder);
        Arc::new(store)
    });
}

#[test]
fn the_contract_of_sources_holds() {
    prove(conformance::source::CLAIMS);
}

#[test]
fn the_contract_of_the_queue_holds() {
    prove(conformance::queue::CLAIMS);
}

#[test]
fn the_contract_of_the_archive_holds() {
    prove(conformance::archive::CLAIMS);
}

#[test]
fn the_contract_of_articles_made_anew_holds() {
    prove(conformance::reread::CLAIMS);
}

#[test]
fn the_contract_of_listings_holds() {
    prove(conformance::listing::CLAIMS);
}

#[test]
fn the_contract_of_statistics_holds() {
    prove(conformance::statistics::CLAIMS);
}

#[test]
fn the_contract_of_own_settings_holds() {
    prove(conformance::own::CLAIMS);
}

#[test]
fn the_contract_of_oversight_holds() {
    prove(conformance::oversight::CLAIMS);
}

#[test]
fn the_contract_of_images_holds() {
    prove(conformance::image::CLAIMS);
}

#[test]
fn the_contract_of_the_export_holds() {
    prove(conformance::export::CLAIMS);
}

#[test]
fn the_contract_of_erasure_holds() {
    prove(conformance::erase::CLAIMS);
}

#[test]
fn the_contract_of_reports_holds() {
    prove(conformance::report::CLAIMS);
}

#[test]
fn the_contract_of_events_holds() {
    prove(conformance::event::CLAIMS);
}

#[test]
fn the_contract_of_users_holds() {
    prove(conformance::user::CLAIMS);
}

#[test]
fn the_contract_of_readings_holds() {
    prove(conformance::reading::CLAIMS);
}

#[test]
fn the_contract_of_publications_holds() {
    prove(conformance::publication::CLAIMS);
}

#[test]
fn the_contract_of_followed_searches_holds() {
    prove(conformance::followed::CLAIMS);
}

#[test]
fn the_contract_of_search_holds() {
    prove(conformance::search::CLAIMS);
}

#[test]
fn the_contract_of_related_articles_holds() {
    prove(conformance::related::CLAIMS);
}

#[test]
fn what_is_private_is_shown_to_its_owner() {
    prove(conformance::showing::CLAIMS);
}

#[test]
fn the_contract_of_traffic_holds() {
    prove(conformance::traffic::CLAIMS);
}

#[test]
fn the_contract_of_hosts_holds() {
    prove(conformance::host::CLAIMS);
}

#[test]
fn the_contract_of_pushes_holds() {
    prove(conformance::push::CLAIMS);
}

#[test]
fn the_contract_of_followers_holds() {
    prove(conformance::follower::CLAIMS);
}

/// An empty store in a folder that goes away with the first value.
fn fresh() -> (tempfile::TempDir, Sqlite) {
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(folder.path()).unwrap();
    (folder, store)
}

const NOW: Timestamp = Timestamp::MAX;

fn article(text: &str) -> Article {
    Article {
        url: url("https://example.org/1"),
        title: "标题".into(),
        section: None,
        site_name: None,
        authors: Vec::new(),
        editors: Vec::new(),
        published_at: None,
        modified_at: None,
        language: None,
        standfirst: None,
        lead_image: None,
        html: CleanHtml::assume_clean(format!("<p>{text}</p>")),
        text: text.into(),
        images: Vec::new(),
        word_count: 1,
    }
}

fn revision<'a>(identity: &'a str, article: &'a Article, capture: Option<&'a Capture>) -> NewRevision<'a> {
    NewRevision {
        identity,
        article,
        entry_id: None,
        source_id: None,
        captures: capture.map_or(&[], std::slice::from_ref),
        fetched_url: None,
        record: None,
        provenance: None,
        in_full: true,
        images: &[],
        archived_at: Timestamp::from_seconds(0),
    }
}

fn url(text: &str) -> Url {
    text.parse().unwrap()
}

/// This test program as another process: runs one ignored test on a folder.
fn child(test: &str, folder: &std::path::Path) -> std::process::Command {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped());
    command
}

/// Names the folder for a [`child`].
const FOLDER: &str = "LONGWIRE_TEST_FOLDER";

/// The folder that a [`child`] was given.
fn given_folder() -> std::path::PathBuf {
    std::env::var_os(FOLDER).expect("only run as the child of another test").into()
}

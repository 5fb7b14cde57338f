//! How statements find their rows: by an index, never by looking at all of them.
//!
//! The claim is about every statement of the engine, read from its source: a
//! new one is held to it without being listed here.

use rusqlite::Connection;

use super::fresh;

/// Every room with statements.
const ROOMS: &[&str] = &[
    include_str!("../archive.rs"),
    include_str!("../article.rs"),
    include_str!("../capture.rs"),
    include_str!("../entry.rs"),
    include_str!("../erase.rs"),
    include_str!("../event.rs"),
    include_str!("../export.rs"),
    include_str!("../follower.rs"),
    include_str!("../host.rs"),
    include_str!("../image.rs"),
    include_str!("../link.rs"),
    include_str!("../oversight.rs"),
    include_str!("../listing.rs"),
    include_str!("../own.rs"),
    include_str!("../place.rs"),
    include_str!("../privacy.rs"),
    include_str!("../publication.rs"),
    include_str!("../push.rs"),
    include_str!("../queue.rs"),
    include_str!("../reading.rs"),
    include_str!("../report.rs"),
    include_str!("../reread.rs"),
    include_str!("../search/document.rs"),
    include_str!("../search/mark.rs"),
    include_str!("../search/merge.rs"),
    include_str!("../search/mod.rs"),
    include_str!("../search/read.rs"),
    include_str!("../search/rebuild.rs"),
    include_str!("../search/scrub.rs"),
    include_str!("../search/segment.rs"),
    include_str!("../search/source.rs"),
    include_str!("../search/write.rs"),
    include_str!("../showing.rs"),
    include_str!("../source.rs"),
    include_str!("../statistics.rs"),
    include_str!("../topic.rs"),
    include_str!("../traffic.rs"),
    include_str!("../user.rs"),
];

/// Those whose plan looks at all rows or sorts them, and why that is right.
const EXCUSED: &[(&str, &str)] = &[
    ("ALL_JOBS", "a person asked for a list of everything"),
    ("BEHIND", "one row, and an index or two"),
    ("LAST_SEQ", "one row"),
    ("MERGED", "sorts sixteen segments"),
    ("NAMED", "any source may be meant"),
    ("OLD", "an index or two"),
    ("PROGRESS", "counts everything, for a person"),
    ("STEP_ASIDE", "an index or two"),
    ("UNFINISHED", "sorts a merge or two"),
    ("ALL_TRAFFIC", "all sources are asked for"),
    ("BACKLOG", "counts everything, from an index alone"),
    ("CAPTURES", "joins the captures of one article, each once"),
    ("COUNTS", "counts the followers, whose number has a limit, from an index alone"),
    ("COUNT_EDIT", "one row"),
    ("COUNT_SELECTION", "one row"),
    ("DEAD_JOBS", "stops at its limit"),
    ("GIVE_BACK_ALL", "all leased jobs, by an index of them alone"),
    ("HELD", "asked once, when a process begins to fetch"),
    ("IMAGES", "sorts the pictures of one article"),
    ("LACKING", "looks through the pictures of one article"),
    ("INSERT_ENTRY", "the foreign key's scan is skipped where no constraint is violated"),
    ("INSERT_SOURCE", "the foreign key's scan is skipped where no constraint is violated"),
    ("LAST_ARTICLE", "stops at the first that is public"),
    ("LISTED", "all sources are asked for"),
    ("HOLDERS_OF_SOURCE", "the publications of one source, each once, when it becomes private"),
    ("MARK_OF_ALL", "one row"),
    ("MOVE_CALLBACKS", "once, when a service begins"),
    ("NEXT_DUE", "stops at the first"),
    ("NEXT_SEQ", "one row"),
    ("FAILING", "stops at its limit"),
    ("INDEX_BRIEF", "an index or two"),
    ("MUTED", "stops at its limit"),
    ("POLLED", "stops at its limit"),
    ("QUEUE_COUNTS", "counts what is unfinished or given up, from indexes of these alone"),
    ("REMOVED", "stops at its limit"),
    ("RETRY_DEAD", "stops at its limit, by an index of dead letters alone"),
    ("SOURCE_COUNTS", "counts sources, from indexes"),
    ("OPEN_COUNT", "counts the open reports, whose number has a limit, from an index of them alone"),
    ("PUBLICATIONS", "all publications are asked for"),
    ("RECORDS", "sorts the files of one article"),
    ("RENAMED", "all publications are told"),
    ("SET_PLACED", "one row"),
    ("SET_UNBUILT", "one row of one row"),
    ("SET_UNPLACED", "one row of one row"),
    ("PRIVATE_SOURCES", "private sources, from an index of them alone"),
    ("PUBLIC_ARTICLE_DAYS", "private sources, from an index of them alone, and their days"),
    ("ARTICLE_SUM", "private sources, from an index of them alone, and their days"),
    ("PUBLIC_TRAFFIC_DAYS", "private sources, from an index of them alone, and their days"),
    ("TRAFFIC_SUM", "private sources, from an index of them alone, and their days"),
    ("SOURCES", "all sources are asked for"),
    ("SOURCE_NAMES", "all sources are asked for"),
    ("STATE", "one row"),
    ("TOTALS", "a handful of rows"),
    ("UNFINISHED_JOBS", "stops at its limit"),
];

/// The statements of a room: `const NAME: &str = "…";`.
fn statements(room: &str) -> impl Iterator<Item = (&str, &str)> {
    room.split("const ").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once(": &str =")?;
        let (_, rest) = rest.split_once('"')?;
        let (sql, _) = rest.split_once("\";")?;
        Some((name, sql))
    })
}

/// The lines of a statement's plan.
fn steps(connection: &Connection, sql: &str) -> Vec<String> {
    let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    plan.raw_query().mapped(|row| row.get("detail")).map(Result::unwrap).collect()
}

/// Those that look at all rows, or sort them.
fn costly_steps(connection: &Connection, sql: &str) -> Vec<String> {
    let mut steps = steps(connection, sql);
    steps.retain(|step| step.starts_with("SCAN") || step.contains("TEMP B-TREE"));
    steps
}

#[test]
fn every_statement_finds_its_rows_by_an_index() {
    let (_folder, store) = fresh();
    let writer = store.writer();
    let mut count = 0;
    let mut costly = Vec::new();
    for (name, sql) in ROOMS.iter().flat_map(|room| statements(room)) {
        count += 1;
        let steps = costly_steps(&writer, sql);
        if steps.is_empty() == EXCUSED.iter().any(|(excused, _)| *excused == name) {
            costly.push(format!("{name}: {steps:?}"));
        }
    }
    assert!(count > 60, "{count} statements found");
    assert!(costly.is_empty(), "neither cheap nor excused, or excused for nothing: {costly:#?}");
}

#[test]
fn no_statement_walks_all_that_a_user_may_read() {
    let (_folder, store) = fresh();
    let writer = store.writer();
    for (name, sql) in ROOMS.iter().flat_map(|room| statements(room)) {
        let steps = steps(&writer, sql);
        let walks = |step: &String| step.ends_with("reading USING PRIMARY KEY (user_id=?)");
        assert!(!steps.iter().any(walks), "{name}: {steps:?}");
    }
}

#[test]
fn a_list_of_what_is_unread_is_read_from_an_index_of_that_alone() {
    let (_folder, store) = fresh();
    let writer = store.writer();
    let lists = statements(include_str!("../reading.rs"))
        .filter(|(name, _)| name.contains("UNREAD_NEWEST") || name.contains("UNREAD_OLDEST"));
    let mut count = 0;
    for (name, sql) in lists {
        count += 1;
        let mut plan = writer.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps: Vec<String> =
            plan.raw_query().mapped(|row| row.get("detail")).map(Result::unwrap).collect();
        assert_eq!(steps.len(), 1, "{name}: {steps:?}");
        assert!(
            steps[0].starts_with("SEARCH reading USING COVERING INDEX reading_unread"),
            "{name}: {steps:?}"
        );
    }
    assert_eq!(count, 4);
}

use super::*;

#[track_caller]
fn check_line(path: &str, line: &str, expected: &[&str]) {
    let file = File { path: path.into(), text: format!("//! A file.\n{line}\n") };
    let found = check(&[file]);
    let whats: Vec<_> = found.iter().map(|finding| finding.what.as_str()).collect();
    assert_eq!(whats.len(), expected.len(), "{line}: {whats:?}");
    for (what, part) in whats.iter().zip(expected) {
        assert!(what.contains(part), "{line}: {what}");
    }
    assert!(found.iter().all(|finding| finding.line == 2));
}

#[test]
fn sql_stays_in_the_store() {
    let sql = r#"let rows = query("SELECT id FROM source");"#;
    check_line("crates/longwire-store/src/sqlite/source.rs", sql, &[]);
    check_line("crates/longwire-web/src/reader.rs", sql, &["SQL outside"]);
    check_line("crates/longwire-web/src/reader.rs", r#""UPDATE source SET title = ?""#, &["SQL outside"]);
    check_line("crates/longwire-web/src/reader.rs", r#""UPDATE your feed reader""#, &[]);
    check_line("crates/longwire-web/src/reader/tests.rs", sql, &[]);
    check_line("crates/longwire-web/src/testing.rs", sql, &[]);
}

#[test]
fn html_stays_in_templates() {
    let html = r#"let page = format!("<div>{text}</div>");"#;
    check_line("crates/longwire-web/src/reader.rs", html, &["HTML outside"]);
    check_line("crates/longwire-web/src/reader.rs", "// closes the <div> above", &[]);
    check_line("crates/longwire-extract/src/write/html.rs", html, &[]);
    check_line("crates/longwire/src/demo/page.rs", html, &[]);
    check_line("crates/longwire/src/cli/add.rs", html, &["HTML outside"]);
}

#[test]
fn pure_crates_know_neither_clock_nor_disk_nor_wait() {
    check_line("crates/longwire-feed/src/lib.rs", "let now = SystemTime::now();", &["reads the clock"]);
    check_line("crates/longwire-text/src/url.rs", "let text = std::fs::read(path)?;", &["reads the clock"]);
    check_line("crates/longwire-extract/src/lib.rs", "pub async fn article() {}", &["waits"]);
    check_line("crates/longwire-store/src/open.rs", "let now = SystemTime::now();", &[]);
    check_line("crates/longwire-feed/tests/it/main.rs", "let text = std::fs::read(path)?;", &[]);
}

#[test]
fn settings_and_connections_have_one_owner() {
    check_line("crates/longwire-web/src/serve.rs", r#"std::env::var("X")"#, &["environment"]);
    check_line("crates/longwire/src/settings.rs", r#"std::env::var("X")"#, &[]);
    check_line(
        "crates/longwire-pipeline/src/poll.rs",
        "TcpStream::connect(address)",
        &["connection is opened"],
    );
    check_line("crates/longwire-fetch/src/client.rs", "TcpStream::connect(address)", &[]);
}

#[test]
fn pages_for_everybody_say_for_whom_they_read() {
    let line = "let article = app.store.article(id)?;";
    check_line("crates/longwire-web/src/article.rs", line, &["without saying for whom"]);
    check_line("crates/longwire-web/src/article.rs", "app.store.article_for(visitor.audience(), id)?;", &[]);
    check_line("crates/longwire-web/src/admin/jobs.rs", line, &[]);
    check_line("crates/longwire-web/src/article/tests.rs", line, &[]);
    check_line("crates/longwire-pipeline/src/keep.rs", line, &[]);
}

#[test]
fn nothing_is_left_for_later() {
    check_line("crates/longwire/src/main.rs", concat!("todo", "!()"), &["unfinished"]);
    check_line("crates/longwire/src/main.rs", concat!("#[ig", "nore]"), &["unfinished"]);
    check_line("crates/longwire/src/main.rs", CHILD, &[]);
    check_line("README.md", concat!("TO", "DO: write this"), &["a note"]);
    check_line("scripts/go.sh", concat!("# FIX", "ME"), &["a note"]);
    check_line("README.md", concat!("TO", "DOS is not DOS"), &[]);
}

#[test]
fn clean_html_is_declared_by_the_sanitiser_and_the_store_alone() {
    let call = "let html = CleanHtml::assume_clean(text);";
    let at = |path: &str| File { path: path.into(), text: call.into() };
    let paths = |files: &[File]| check_cleaners(files).into_iter().map(|it| it.path).collect::<Vec<_>>();
    let (write, row) = ("crates/longwire-extract/src/write.rs", "crates/longwire-store/src/sqlite/row.rs");
    assert!(paths(&[at(write), at(row), at("crates/longwire-web/src/reader/tests.rs")]).is_empty());
    let third = "crates/longwire-web/src/reader.rs";
    assert_eq!(paths(&[at(write), at(row), at(third)]), [third]);
    let second = "crates/longwire-store/src/sqlite/search.rs";
    assert_eq!(paths(&[at(row), at(second)]), [second]);
}

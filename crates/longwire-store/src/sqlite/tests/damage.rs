//! Folders and files that can not be used, and what is said of them.

use std::path::Path;

use rusqlite::Connection;

use super::super::{Sqlite, connection, schema};
use super::{article, fresh, revision};
use crate::{Archive, Retry, StoreError};

fn refusal(folder: &Path) -> StoreError {
    match Sqlite::open(folder) {
        Ok(_) => panic!("{} was opened", folder.display()),
        Err(err) => err,
    }
}

#[test]
fn a_folder_that_can_not_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let err = refusal(&file.join("data"));
    assert!(matches!(err, StoreError::NotWritable { .. }), "{err:?}");
    let said = err.to_string();
    assert!(said.contains("file/data") && said.contains("--data"), "{said}");
    assert_eq!(err.retry(), Retry::Never);
}

#[cfg(unix)]
#[test]
fn the_folder_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("deep").join("data");
    drop(Sqlite::open(&data).unwrap());
    assert_eq!(std::fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_refused_with_the_systems_words() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let lock = |mode| std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(mode)).unwrap();
    lock(0o500);
    if std::fs::write(folder.path().join("probe"), "").is_ok() {
        return; // root may write anywhere
    }
    let err = refusal(folder.path());
    lock(0o700);
    assert!(matches!(err, StoreError::NotWritable { .. }), "{err:?}");
    assert!(err.to_string().contains("ermission denied"), "{err}");
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = connection::file(folder.path());
    let bytes = b"Dear diary, ".repeat(1000);
    std::fs::write(&file, &bytes).unwrap();
    let err = refusal(folder.path());
    assert!(matches!(err, StoreError::Damaged { .. }), "{err:?}");
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
}

#[test]
fn a_database_of_another_program_is_refused_and_left_alone() {
    for setup in [
        "CREATE TABLE theirs (x)",
        "PRAGMA application_id = 7",
        "CREATE TABLE t (x); PRAGMA user_version = 1",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = connection::file(folder.path());
        Connection::open(&file).unwrap().execute_batch(setup).unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let err = refusal(folder.path());
        assert!(err.to_string().contains("another program"), "{setup}: {err}");
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "{setup}");
    }
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let (folder, store) = fresh();
    store.writer().pragma_update(None, "user_version", schema::KNOWN + 5).unwrap();
    drop(store);
    let bytes = std::fs::read(connection::file(folder.path())).unwrap();
    let err = refusal(folder.path());
    let known = schema::KNOWN;
    assert!(matches!(err, StoreError::Newer { found, known: k, .. } if found == known + 5 && k == known));
    assert!(err.to_string().contains("update longwire"), "{err}");
    assert_eq!(std::fs::read(connection::file(folder.path())).unwrap(), bytes);
}

#[test]
fn damage_inside_the_file_is_reported_as_such() {
    let (folder, store) = fresh();
    let article = article(&"正文。".repeat(20_000));
    for n in 0..10 {
        store.archive(&revision(&n.to_string(), &article, None)).unwrap();
    }
    drop(store);
    let file = connection::file(folder.path());
    let mut bytes = std::fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes[8192..half].fill(0x5a);
    std::fs::write(&file, &bytes).unwrap();
    let told = Sqlite::open(folder.path()).and_then(|store| {
        store.newest(None, None, 100)?;
        store.totals()?;
        store.archive(&revision("after", &article, None))
    });
    let err = told.expect_err("half of it is gone");
    assert!(matches!(err, StoreError::Damaged { .. }), "{err:?}");
}

#[test]
fn a_value_that_we_never_write_is_damage() {
    let (_folder, store) = fresh();
    store.archive(&revision("1", &article("正文。"), None)).unwrap();
    for column in ["authors = '{'", "authors = '7'", "url = 'nowhere'", "published_at = 'yesterday'"] {
        let writer = store.writer();
        writer.execute_batch("DROP TRIGGER IF EXISTS revision_never_changes").unwrap();
        writer
            .execute_batch("UPDATE revision SET authors = '[]', url = 'https://a.b/', published_at = NULL")
            .unwrap();
        drop(writer);
        assert!(store.newest(None, None, 9).is_ok());
        store.writer().execute_batch(&format!("UPDATE revision SET {column}")).unwrap();
        let err = store.newest(None, None, 9).unwrap_err();
        assert!(matches!(err, StoreError::Damaged { .. }), "{column}: {err:?}");
    }
}

#[test]
fn a_closed_store_is_one_file() {
    let (folder, store) = fresh();
    store.archive(&revision("1", &article("正文。"), None)).unwrap();
    store.newest(None, None, 1).unwrap();
    drop(store);
    let files = std::fs::read_dir(folder.path()).unwrap();
    let names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, ["longwire.db"]);
}

#[test]
fn opening_again_migrates_nothing() {
    let (folder, store) = fresh();
    store.archive(&revision("1", &article("正文。"), None)).unwrap();
    drop(store);
    let again = Sqlite::open(folder.path()).unwrap();
    assert_eq!(again.totals().unwrap().article_count, 1);
    let version: i64 = again.writer().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, schema::KNOWN);
}

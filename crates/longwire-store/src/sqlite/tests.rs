//! The contract, run on SQLite; what can go wrong is in `tests/`.

use std::sync::{Arc, Mutex};

use super::Sqlite;
use crate::{Store, conformance};

#[test]
fn the_contract_holds() {
    let folders = Mutex::new(Vec::new());
    conformance::prove(|| -> Arc<dyn Store> {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(folder.path()).unwrap();
        folders.lock().unwrap().push(folder);
        Arc::new(store)
    });
}

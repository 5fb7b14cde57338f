//! Rendered feeds, kept as long as nothing changed.
//!
//! A feed is asked for far more often than it changes. The first request after
//! a change renders it, the others wait for that one; each packs it at most
//! once. Only the current document of a feed is kept, not its archive pages.
//!
//! The cache holds a bounded number of bytes; what was asked for longest ago goes first.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use axum::body::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::fault::Fault;
use crate::fingerprint::Fingerprint;

/// Bytes of rendered feeds that are kept, plain and packed together.
const CACHE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Documents that are kept, however small they are.
const DOCUMENTS_MAX: usize = 1_024;

/// One document in one state.
pub(crate) struct Rendered {
    plain: Bytes,
    packed: OnceLock<Bytes>,
}

impl Rendered {
    /// Takes freshly rendered bytes.
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self { plain: bytes.into(), packed: OnceLock::new() }
    }

    /// The bytes as they are.
    pub(crate) fn plain(&self) -> Bytes {
        self.plain.clone()
    }

    /// The bytes packed by gzip, packed once.
    pub(crate) fn packed(&self) -> Bytes {
        self.packed.get_or_init(|| gzip(&self.plain).into()).clone()
    }

    fn size(&self) -> usize {
        self.plain.len() + self.packed.get().map_or(0, Bytes::len)
    }
}

/// The same bytes always pack to the same bytes: the header holds no time.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::default());
    let packed = packer.write_all(bytes).and_then(|()| packer.finish());
    packed.expect("writing to a vector does not fail")
}

/// Rendered feeds by what names a document.
pub(crate) struct Cache {
    bytes_max: usize,
    shelf: Mutex<Shelf>,
}

#[derive(Default)]
struct Shelf {
    /// Counts up with each request, to tell what was asked for longest ago.
    clock: u64,
    slots: HashMap<Fingerprint, (u64, Arc<Slot>)>,
}

/// One document: whoever holds the lock renders, the others wait.
#[derive(Default)]
struct Slot(Mutex<Option<(Fingerprint, Arc<Rendered>)>>);

impl Default for Cache {
    fn default() -> Self {
        Self::new(CACHE_BYTES_MAX)
    }
}

impl Cache {
    /// An empty cache of so many bytes.
    fn new(bytes_max: usize) -> Self {
        Self { bytes_max, shelf: Mutex::default() }
    }

    /// A document in a state: the kept one, or one rendered now. `document`
    /// names it, `state` changes whenever its bytes may.
    pub(crate) fn get(
        &self,
        document: Fingerprint,
        state: Fingerprint,
        render: impl FnOnce() -> Result<Rendered, Fault>,
    ) -> Result<Arc<Rendered>, Fault> {
        let slot = self.slot(document);
        let mut kept = lock(&slot.0);
        if let Some((kept_state, rendered)) = &*kept
            && *kept_state == state
        {
            return Ok(rendered.clone());
        }
        let rendered = Arc::new(render()?);
        *kept = Some((state, rendered.clone()));
        drop(kept);
        self.make_room(document);
        Ok(rendered)
    }

    fn slot(&self, document: Fingerprint) -> Arc<Slot> {
        let mut shelf = lock(&self.shelf);
        shelf.clock += 1;
        let clock = shelf.clock;
        let entry = shelf.slots.entry(document).or_default();
        entry.0 = clock;
        let slot = entry.1.clone();
        if shelf.slots.len() > DOCUMENTS_MAX {
            shelf.drop_oldest(document);
        }
        slot
    }

    /// Drops what was asked for longest ago until the rest fits; never the document just rendered.
    fn make_room(&self, newest: Fingerprint) {
        let mut shelf = lock(&self.shelf);
        let mut total: usize = shelf.slots.values().map(|(_, slot)| slot.size()).sum();
        while total > self.bytes_max {
            let Some(slot) = shelf.drop_oldest(newest) else { return };
            total -= slot.size().min(total);
        }
    }
}

impl Shelf {
    /// Drops what was asked for longest ago, but for one document.
    fn drop_oldest(&mut self, kept: Fingerprint) -> Option<Arc<Slot>> {
        let others = self.slots.iter().filter(|(name, _)| **name != kept);
        let oldest = others.min_by_key(|(_, (asked, _))| *asked).map(|(name, _)| *name)?;
        self.slots.remove(&oldest).map(|(_, slot)| slot)
    }
}

impl Slot {
    /// Bytes kept here; 0 while somebody renders, when nobody knows.
    fn size(&self) -> usize {
        let kept = self.0.try_lock().ok();
        kept.and_then(|kept| kept.as_ref().map(|(_, rendered)| rendered.size())).unwrap_or(0)
    }
}

/// A panic while rendering leaves nothing half done, so a poisoned lock is as good as any.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;

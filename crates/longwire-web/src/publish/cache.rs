//! Rendered documents, kept as long as nothing changed.
//!
//! A feed is asked for far more often than it changes. The first request after a change renders
//! it, the others wait for that one; each encoding is packed at most once. A document holds as
//! long as the archive's count of changes stays where it was when the document was last looked
//! at; after that its [`State`] is read again, and its bytes are made again only where that moved.
//!
//! - What other processes write is looked for at most once in [`LOOK_EVERY`]: so long may a
//!   document be served that they have changed. What this process writes is seen at once.
//! - The bytes kept are bounded; those asked for longest ago go first. Their validators stay, so
//!   whoever has the document is told so without its being rendered again.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::HeaderValue;

use super::State;
use super::condition::{Validators, last_modified};
use super::encoding::Encoding;
use crate::fault::Fault;

/// Documents whose validators are kept, with or without their bytes.
const DOCUMENTS_MAX: usize = 4_096;

/// Of those, how many are forgotten at a time: all are looked through to find the oldest.
const FORGOTTEN_AT_ONCE: usize = DOCUMENTS_MAX / 16;

/// How long what other processes write may go unnoticed.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// One document in one state.
pub(crate) struct Kept {
    /// What tells it from other states.
    pub(crate) validators: Validators,
    /// Its `Link` field.
    pub(crate) links: Option<HeaderValue>,
    /// Its bytes in each encoding; `None` once they made room for others.
    body: Option<Arc<Packed>>,
    state: State,
    /// The count of changes at which the state was last found to hold.
    held_at: AtomicU64,
}

/// The bytes of a document in each encoding, packed when first asked for.
struct Packed([OnceLock<Bytes>; Encoding::ALL.len()]);

impl Packed {
    fn size(&self) -> usize {
        self.0.iter().filter_map(OnceLock::get).map(Bytes::len).sum()
    }
}

impl Kept {
    /// Takes the plain bytes of a document, rendered in a state.
    pub(crate) fn new(plain: Vec<u8>, state: State, change_count: u64, now_seconds: i64) -> Self {
        let validators = Validators::new(&plain, &state, now_seconds);
        let packed = Packed(Default::default());
        let _ = packed.0[Encoding::Identity as usize].set(Bytes::from(plain));
        let held_at = AtomicU64::new(change_count);
        Self { validators, links: None, body: Some(Arc::new(packed)), state, held_at }
    }

    /// The same with a `Link` field.
    pub(crate) fn linked(self, links: Option<HeaderValue>) -> Self {
        Self { links, ..self }
    }

    /// Its bytes in an encoding, where they are there already.
    pub(crate) fn bytes(&self, encoding: Encoding) -> Option<Bytes> {
        self.body.as_ref()?.0[encoding as usize].get().cloned()
    }

    fn size(&self) -> usize {
        self.body.as_ref().map_or(0, |packed| packed.size())
    }

    fn holds_at(&self, change_count: u64) -> bool {
        self.held_at.load(Ordering::Acquire) == change_count
    }

    fn with_body(&self, body: Option<Arc<Packed>>) -> Self {
        Self {
            validators: self.validators.clone(),
            links: self.links.clone(),
            body,
            state: self.state,
            held_at: AtomicU64::new(self.held_at.load(Ordering::Acquire)),
        }
    }
}

/// Rendered documents by their address.
pub(crate) struct Cache {
    bytes_max: usize,
    /// Bytes kept, never fewer than there are; exact after each recount.
    bytes: AtomicUsize,
    slots: Mutex<HashMap<Box<str>, Arc<Slot>>>,
    /// Counts up with each request, to tell what was asked for longest ago.
    clock: AtomicU64,
    began: Instant,
    /// When other processes' changes were last looked for, in milliseconds after the beginning, plus one; 0: never.
    looked_at: AtomicU64,
}

/// One document: whoever holds the right to render does so, the others wait.
#[derive(Default)]
struct Slot {
    asked_at: AtomicU64,
    rendering: Mutex<()>,
    kept: Mutex<Option<Arc<Kept>>>,
}

impl Cache {
    /// An empty cache of so many bytes of documents, in all encodings together.
    pub(crate) fn new(bytes_max: usize) -> Self {
        Self {
            bytes_max,
            bytes: AtomicUsize::default(),
            slots: Mutex::default(),
            clock: AtomicU64::default(),
            began: Instant::now(),
            looked_at: AtomicU64::default(),
        }
    }

    /// True where other processes' changes were looked for lately enough.
    pub(crate) fn looked_lately(&self) -> bool {
        let looked_at = self.looked_at.load(Ordering::Acquire);
        looked_at > 0 && self.passed().saturating_sub(looked_at) < LOOK_EVERY.as_millis() as u64
    }

    /// Looks for them, where that was not done lately.
    pub(crate) fn look<E>(&self, look: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        if self.looked_lately() {
            return Ok(());
        }
        // The moment before counts: what is written while looking may be missed.
        let passed = self.passed();
        look()?;
        self.looked_at.store(passed, Ordering::Release);
        Ok(())
    }

    fn passed(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX - 1) + 1
    }

    /// The document at this address, where it holds at this count of changes.
    pub(crate) fn holding(&self, address: &str, change_count: u64) -> Option<Arc<Kept>> {
        let slot = lock(&self.slots).get(address)?.clone();
        slot.asked_at.store(self.tick(), Ordering::Relaxed);
        let kept = lock(&slot.kept).clone()?;
        kept.holds_at(change_count).then_some(kept)
    }

    /// The document at this address, where it is still in this state: from now on it holds at this count.
    /// A date that could not be given yet is given now.
    pub(crate) fn still(
        &self,
        address: &str,
        state: &State,
        change_count: u64,
        now_seconds: i64,
    ) -> Option<Arc<Kept>> {
        let slot = lock(&self.slots).get(address)?.clone();
        let mut kept = lock(&slot.kept);
        let found = kept.as_mut().filter(|kept| kept.state == *state)?;
        found.held_at.store(change_count, Ordering::Release);
        if found.validators.last_modified.is_none() {
            let mut dated = found.with_body(found.body.clone());
            dated.validators.last_modified = last_modified(state, now_seconds);
            *found = Arc::new(dated);
        }
        Some(found.clone())
    }

    /// The document at this address, rendered now unless somebody else has just done so.
    pub(crate) fn rendered(
        &self,
        address: &str,
        state: &State,
        render: impl FnOnce() -> Result<Kept, Fault>,
    ) -> Result<Arc<Kept>, Fault> {
        let slot = self.slot(address);
        let turn = lock(&slot.rendering);
        let kept = lock(&slot.kept).clone();
        if let Some(kept) = kept.filter(|kept| kept.state == *state && kept.body.is_some()) {
            return Ok(kept);
        }
        let rendered = Arc::new(render()?);
        *lock(&slot.kept) = Some(rendered.clone());
        drop(turn);
        self.bytes.fetch_add(rendered.size(), Ordering::Relaxed);
        self.make_room(address);
        Ok(rendered)
    }

    /// The bytes of a document in an encoding, packed now where they never were; `None` where they made room.
    pub(crate) fn packed(&self, address: &str, kept: &Kept, encoding: Encoding) -> Option<Bytes> {
        let packed = kept.body.as_ref()?;
        let plain = packed.0[Encoding::Identity as usize].get()?;
        let mut added = 0;
        let bytes = packed.0[encoding as usize].get_or_init(|| {
            let bytes = encoding.pack(plain);
            added = bytes.len();
            bytes
        });
        if added > 0 {
            self.bytes.fetch_add(added, Ordering::Relaxed);
            self.make_room(address);
        }
        Some(bytes.clone())
    }

    fn tick(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::Relaxed)
    }

    fn slot(&self, address: &str) -> Arc<Slot> {
        let mut slots = lock(&self.slots);
        if !slots.contains_key(address) {
            if slots.len() >= DOCUMENTS_MAX {
                let mut ages: Vec<_> =
                    slots.values().map(|slot| slot.asked_at.load(Ordering::Relaxed)).collect();
                let (_, eldest, _) = ages.select_nth_unstable(FORGOTTEN_AT_ONCE);
                let eldest = *eldest;
                slots.retain(|_, slot| slot.asked_at.load(Ordering::Relaxed) >= eldest);
            }
            slots.insert(address.into(), Arc::default());
        }
        let slot = slots[address].clone();
        slot.asked_at.store(self.tick(), Ordering::Relaxed);
        slot
    }

    /// Takes the bytes of what was asked for longest ago until the rest fits; never those of one address.
    fn make_room(&self, newest: &str) {
        if self.bytes.load(Ordering::Relaxed) <= self.bytes_max {
            return;
        }
        let slots = lock(&self.slots);
        let sized = |slot: &Arc<Slot>| lock(&slot.kept).as_ref().map_or(0, |kept| kept.size());
        let mut total: usize = slots.values().map(sized).sum();
        let mut others: Vec<_> = slots.iter().filter(|(address, _)| &***address != newest).collect();
        others.sort_by_key(|(_, slot)| slot.asked_at.load(Ordering::Relaxed));
        for (_, slot) in others {
            if total <= self.bytes_max {
                break;
            }
            let mut kept = lock(&slot.kept);
            if let Some(found) = kept.as_mut() {
                total -= found.size().min(total);
                *found = Arc::new(found.with_body(None));
            }
        }
        self.bytes.store(total, Ordering::Relaxed);
    }
}

/// A panic while rendering leaves nothing half done, so a poisoned lock is as good as any.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;

//! Pictures made smaller, kept as long as there is room.
//!
//! Making one takes a core for a tenth of a second and a hundred megabytes, so
//! few are made at once, and each once: whoever asks for one that is being made
//! waits. That a picture is to be left as it is is remembered too.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use longwire_model::ContentHash;
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore};

use super::variant::Variant;
use crate::fault::Fault;

/// Bytes of pictures that are kept.
const BYTES_MAX: usize = 64 * 1024 * 1024;

/// Pictures that are remembered, however small they are.
const VARIANTS_MAX: usize = 4_096;

/// Pictures made at the same time: each may take a hundred megabytes.
const MAKING_MAX: usize = 2;

/// What stands for a picture in one width; `None` where it is left as it is.
pub(super) type Kept = Option<(&'static str, Bytes)>;

type Name = (ContentHash, u32);

/// The shelf of one server.
pub(crate) struct Shelf {
    bytes_max: usize,
    making: Arc<Semaphore>,
    slots: Mutex<Slots>,
}

#[derive(Default)]
struct Slots {
    /// Counts up with each request, to tell what was asked for longest ago.
    clock: u64,
    by_name: HashMap<Name, (u64, Arc<OnceCell<Kept>>)>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self::new(BYTES_MAX)
    }
}

impl Shelf {
    fn new(bytes_max: usize) -> Self {
        Self { bytes_max, making: Arc::new(Semaphore::new(MAKING_MAX)), slots: Mutex::default() }
    }

    /// A picture in one width: the kept one, or one made now. `make` holds its
    /// turn until it has ended, even where nobody waits for it any more.
    pub(super) async fn get<F>(
        &self,
        name: Name,
        make: impl FnOnce(OwnedSemaphorePermit) -> F,
    ) -> Result<Kept, Fault>
    where
        F: Future<Output = Result<Option<Variant>, Fault>>,
    {
        let slot = self.slot(name);
        let made = slot.get_or_try_init(|| async {
            let turn = self.making.clone().acquire_owned().await;
            let variant = make(turn.map_err(|_| Fault::Broken("no turns left"))?).await?;
            Ok(variant.map(|variant| (variant.media_type, Bytes::from(variant.bytes))))
        });
        let made = made.await.cloned();
        self.make_room(name, made.is_err());
        made
    }

    fn slot(&self, name: Name) -> Arc<OnceCell<Kept>> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.clock += 1;
        let clock = slots.clock;
        let entry = slots.by_name.entry(name).or_default();
        entry.0 = clock;
        entry.1.clone()
    }

    /// Drops what was asked for longest ago until the rest fits; never the one
    /// just asked for, unless it `failed`: names that are no picture's take no room.
    fn make_room(&self, newest: Name, failed: bool) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if failed {
            slots.by_name.remove(&newest);
        }
        let mut total: usize = slots.by_name.values().map(|(_, slot)| size(slot)).sum();
        while total > self.bytes_max || slots.by_name.len() > VARIANTS_MAX {
            let others = slots.by_name.iter().filter(|(name, _)| **name != newest);
            let Some(oldest) = others.min_by_key(|(_, (asked, _))| *asked).map(|(name, _)| *name) else {
                return;
            };
            let dropped = slots.by_name.remove(&oldest);
            total -= dropped.map_or(0, |(_, slot)| size(&slot));
        }
    }
}

/// Bytes kept in a slot; none while its picture is being made.
fn size(slot: &OnceCell<Kept>) -> usize {
    slot.get().and_then(Option::as_ref).map_or(0, |(_, bytes)| bytes.len())
}

#[cfg(test)]
mod tests;

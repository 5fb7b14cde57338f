//! How many connections may be left open after their request.
//!
//! The pool of connections closes what was idle for long, but knows no limit over
//! all hosts. So whoever is about to ask counts here first: within one span for
//! which an idle connection is kept, and the one before it, so many may be kept;
//! a request beyond that says `Connection: close`.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::memory::locked;

/// Connections that were left open lately.
pub(crate) struct Kept {
    max: usize,
    span: Duration,
    spans: Mutex<Spans>,
}

struct Spans {
    began: Instant,
    now: usize,
    before: usize,
}

impl Kept {
    /// Lets `max` connections be kept, each for `span`.
    pub(crate) fn new(max: usize, span: Duration, now: Instant) -> Self {
        Self { max, span, spans: Mutex::new(Spans { began: now, now: 0, before: 0 }) }
    }

    /// Whether one more connection may be kept; counts it if so.
    pub(crate) fn one_more(&self, now: Instant) -> bool {
        let mut spans = locked(&self.spans);
        let passed = now.saturating_duration_since(spans.began);
        if passed >= self.span {
            let before = if passed < self.span * 2 { spans.now } else { 0 };
            *spans = Spans { began: now, now: 0, before };
        }
        let may = spans.before + spans.now < self.max;
        spans.now += usize::from(may);
        may
    }
}

#[cfg(test)]
mod tests;

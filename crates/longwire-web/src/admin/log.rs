//! What happened to one source, in plain words.

use longwire_model::{Event, Happening, Moment, SourceId, Timestamp};
use longwire_text::url::shown;

use crate::App;
use crate::fault::Fault;
use crate::visitor::Visitor;
use crate::words::{Occasion, Words, day_in_words, filled, moment_in_words, trouble_in_words};

/// Events on one page of the log.
const EVENTS_MAX: usize = 50;

/// One thing that happened.
pub(super) struct LogLine {
    pub(super) what: String,
    pub(super) last: Occasion,
    /// Since when, and how often, where it was the same thing several times in a row.
    pub(super) repeated: Option<String>,
    /// Why, in the pipeline's words.
    pub(super) reason: Option<String>,
    pub(super) bad: bool,
}

/// The newest events of a source (those before one for `before`), and the number to go on before.
pub(super) fn lines(
    app: &App,
    visitor: &Visitor,
    id: SourceId,
    before: Option<i64>,
    now: Timestamp,
) -> Result<(Vec<LogLine>, Option<i64>), Fault> {
    let mut events = app.store.events(id, before, EVENTS_MAX + 1)?;
    let more = events.len() > EVENTS_MAX;
    events.truncate(EVENTS_MAX);
    let last = events.last().filter(|_| more).map(|event| event.number);
    Ok((events.iter().map(|event| line(visitor.words(), event, now)).collect(), last))
}

fn line(words: &Words, event: &Event, now: Timestamp) -> LogLine {
    let since = || {
        let times = words.admin.log_times.of(u64::from(event.count));
        filled(&filled(words.admin.log_since, &times), &moment_in_words(words, Moment::utc(event.at)))
    };
    let (what, reason, bad) = told(words, &event.what);
    LogLine {
        what,
        reason,
        bad,
        last: Occasion::new(words, event.last_at, now),
        repeated: (event.count > 1).then(since),
    }
}

fn told(words: &Words, what: &Happening) -> (String, Option<String>, bool) {
    let admin = &words.admin;
    match what {
        Happening::Added => (admin.log_added.to_owned(), None, false),
        Happening::Removed => (admin.log_removed.to_owned(), None, false),
        Happening::Set { name } => (filled(admin.log_set, name), None, false),
        Happening::Unset { name } => (filled(admin.log_unset, name), None, false),
        Happening::Resting { until: None } => (admin.log_rests.to_owned(), None, false),
        Happening::Resting { until: Some(until) } => {
            (filled(admin.rests_until, &day_in_words(words, Moment::utc(*until))), None, false)
        }
        Happening::Rested => (admin.log_rested.to_owned(), None, false),
        Happening::Hidden => (admin.log_hidden.to_owned(), None, false),
        Happening::Shown => (admin.log_shown.to_owned(), None, false),
        Happening::Quiet => (admin.log_quiet.to_owned(), None, false),
        Happening::News { new_count, changed_count } => {
            let new = (*new_count > 0).then(|| admin.log_new.of(u64::from(*new_count)));
            let changed = (*changed_count > 0).then(|| admin.log_changed.of(u64::from(*changed_count)));
            let all: Vec<String> = new.into_iter().chain(changed).collect();
            (all.join(admin.log_joint), None, false)
        }
        Happening::Failed { trouble, reason } => {
            let finding = trouble.map(|trouble| trouble_in_words(words.tongue, trouble).finding);
            (finding.unwrap_or(admin.log_failed).to_owned(), Some(reason.clone()), true)
        }
        Happening::Moved { from, to } => {
            (filled(&filled(admin.log_moved, &shown(from)), &shown(to)), None, false)
        }
        Happening::ArticleFailed { url, reason } => {
            (filled(admin.log_article_failed, &shown(url)), Some(reason.clone()), true)
        }
    }
}

//! The admin pages. They say much, so each language has a file of its own.

mod en;
mod ja;
mod zh_hans;
mod zh_hant;

use super::Counted;

pub(super) use en::WORDS as EN;
pub(super) use ja::WORDS as JA;
pub(super) use zh_hans::WORDS as ZH_HANS;
pub(super) use zh_hant::WORDS as ZH_HANT;

/// What these pages say.
#[derive(Debug)]
pub(crate) struct AdminWords {
    // The pages.
    pub(crate) admin: &'static str,
    pub(crate) overview: &'static str,
    pub(crate) sources: &'static str,
    pub(crate) jobs: &'static str,
    pub(crate) storage: &'static str,
    pub(crate) settings: &'static str,

    // The overview.
    pub(crate) attention: &'static str,
    pub(crate) all_well: &'static str,
    pub(crate) attention_failing: Counted,
    pub(crate) attention_overdue: Counted,
    pub(crate) attention_dead: Counted,
    /// The gap takes how long ago the oldest job was due.
    pub(crate) attention_stuck: &'static str,
    pub(crate) attention_index: &'static str,
    /// The gap takes what is free.
    pub(crate) attention_disk: &'static str,
    pub(crate) at_a_glance: &'static str,
    pub(crate) number: &'static str,

    // Sources.
    pub(crate) polled: &'static str,
    pub(crate) failing: &'static str,
    pub(crate) overdue: &'static str,
    pub(crate) quiet: &'static str,
    pub(crate) muted: &'static str,
    pub(crate) removed: &'static str,
    pub(crate) show: &'static str,
    pub(crate) find_source: &'static str,
    pub(crate) none_found: &'static str,
    pub(crate) source: &'static str,
    pub(crate) health: &'static str,
    pub(crate) last_poll: &'static str,
    pub(crate) next_poll: &'static str,
    pub(crate) never: &'static str,
    pub(crate) at_once: &'static str,
    pub(crate) resting: &'static str,
    pub(crate) articles: &'static str,
    pub(crate) rhythm: &'static str,
    /// How often, roughly; the gap takes a span of time.
    pub(crate) about_every: &'static str,
    /// The same, set by the owner.
    pub(crate) fixed_every: &'static str,
    pub(crate) actions: &'static str,
    pub(crate) poll_now: &'static str,
    pub(crate) mute: &'static str,
    pub(crate) unmute: &'static str,
    pub(crate) remove: &'static str,
    pub(crate) remove_why: &'static str,
    /// Stands beside a box on the page that adds a source.
    pub(crate) add_private: &'static str,
    pub(crate) make_private: &'static str,
    pub(crate) make_public: &'static str,
    /// Stands behind the name of the button.
    pub(crate) private_why: &'static str,
    pub(crate) is_private: &'static str,
    pub(crate) restore: &'static str,
    pub(crate) minutes: Counted,
    pub(crate) hours: Counted,
    pub(crate) days: Counted,
    /// When something comes; the gap takes a span of time.
    pub(crate) from_now: &'static str,

    // One source.
    pub(crate) public_page: &'static str,
    pub(crate) address: &'static str,
    pub(crate) added: &'static str,
    pub(crate) waiting: &'static str,
    pub(crate) given_up: &'static str,
    pub(crate) reader_count: &'static str,
    pub(crate) moving_to: &'static str,
    pub(crate) filing: &'static str,
    pub(crate) title: &'static str,
    pub(crate) title_why: &'static str,
    pub(crate) folder: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) tags_why: &'static str,
    pub(crate) save: &'static str,
    pub(crate) name_too_long: &'static str,
    pub(crate) own_settings: &'static str,
    pub(crate) own_settings_why: &'static str,
    pub(crate) setting: &'static str,
    pub(crate) value: &'static str,
    pub(crate) set_not_shown: &'static str,
    pub(crate) not_set: &'static str,
    pub(crate) forget: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    pub(crate) header_name: &'static str,

    // What happened to it.
    pub(crate) log: &'static str,
    pub(crate) log_empty: &'static str,
    pub(crate) log_added: &'static str,
    pub(crate) log_removed: &'static str,
    /// The gap takes the name of a setting.
    pub(crate) log_set: &'static str,
    pub(crate) log_unset: &'static str,
    pub(crate) log_rests: &'static str,
    pub(crate) rests_until: &'static str,
    pub(crate) log_rested: &'static str,
    pub(crate) log_hidden: &'static str,
    pub(crate) log_shown: &'static str,
    pub(crate) log_quiet: &'static str,
    pub(crate) log_new: Counted,
    pub(crate) log_changed: Counted,
    /// Between the two.
    pub(crate) log_joint: &'static str,
    pub(crate) log_failed: &'static str,
    /// From where, to where.
    pub(crate) log_moved: &'static str,
    pub(crate) log_article_failed: &'static str,
    pub(crate) log_times: Counted,
    /// The gaps take how often and since when.
    pub(crate) log_since: &'static str,

    // Jobs.
    pub(crate) job: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) state: &'static str,
    pub(crate) attempts: &'static str,
    pub(crate) no_jobs: &'static str,
    pub(crate) no_dead: &'static str,
    pub(crate) working: &'static str,
    pub(crate) next_try: &'static str,
    pub(crate) retry: &'static str,
    pub(crate) retry_all: &'static str,
    pub(crate) drop: &'static str,
    pub(crate) drop_why: &'static str,
    pub(crate) unfinished: &'static str,
    pub(crate) due: &'static str,
    pub(crate) kind_subscribe: &'static str,
    pub(crate) kind_poll: &'static str,
    pub(crate) kind_article: &'static str,
    pub(crate) kind_page: &'static str,
    pub(crate) kind_reextract: &'static str,
    pub(crate) kind_picture: &'static str,
    pub(crate) kind_push: &'static str,
    pub(crate) kind_delivery: &'static str,
    pub(crate) kind_follower: &'static str,
    pub(crate) kind_topic: &'static str,

    // One article.
    pub(crate) extract_again: &'static str,
    pub(crate) extract_again_why: &'static str,

    // Reports.
    pub(crate) reports: &'static str,
    pub(crate) reports_open: &'static str,
    pub(crate) reports_closed: &'static str,
    pub(crate) no_reports_open: &'static str,
    pub(crate) no_reports_closed: &'static str,
    pub(crate) attention_reports: Counted,
    pub(crate) by_you: &'static str,
    pub(crate) by_reader: &'static str,
    pub(crate) verdict: &'static str,
    pub(crate) close: &'static str,
    pub(crate) verdict_too_long: &'static str,
    pub(crate) said_closed: &'static str,
    pub(crate) reports_export: &'static str,

    // Storage.
    pub(crate) thing: &'static str,
    pub(crate) size: &'static str,
    pub(crate) revisions: &'static str,
    pub(crate) pictures: &'static str,
    pub(crate) bodies: &'static str,
    pub(crate) database: &'static str,
    pub(crate) free_disk: &'static str,
    pub(crate) data_folder: &'static str,
    pub(crate) search_index: &'static str,
    pub(crate) index_documents: &'static str,
    pub(crate) index_segments: &'static str,
    pub(crate) index_well: &'static str,
    pub(crate) index_damaged: &'static str,
    pub(crate) index_rebuilding: Counted,
    pub(crate) index_rebuild: &'static str,
    pub(crate) index_rebuild_why: &'static str,
    pub(crate) index_measure: &'static str,
    pub(crate) index_measured: &'static str,
    pub(crate) export: &'static str,
    pub(crate) export_why: &'static str,

    // Settings.
    pub(crate) settings_why: &'static str,
    pub(crate) written_in: &'static str,
    pub(crate) by_default: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) explanation: &'static str,

    // What was done.
    pub(crate) said_polling: &'static str,
    pub(crate) said_muted: &'static str,
    pub(crate) said_unmuted: &'static str,
    pub(crate) said_private: &'static str,
    pub(crate) said_public: &'static str,
    pub(crate) said_removed: &'static str,
    pub(crate) said_restored: &'static str,
    pub(crate) said_filed: &'static str,
    pub(crate) said_set: &'static str,
    pub(crate) said_unset: &'static str,
    pub(crate) said_retried: Counted,
    pub(crate) said_dropped: &'static str,
    pub(crate) said_gone: &'static str,
    pub(crate) said_rebuilding: &'static str,
    pub(crate) said_measured: &'static str,
}

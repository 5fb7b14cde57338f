//! What is set for one source alone, as the owner sees it.

use longwire_store::OwnSetting;

use super::span;
use crate::App;
use crate::backstage::OwnLine;
use crate::visitor::Visitor;
use crate::words::setting_in_words;

/// What the setting [`longwire_model::Rest::SETTING`] is where a source rests until its owner ends that.
pub(super) const YES: &str = "yes";

/// The fixed gap between two polls, where one is set.
pub(super) fn interval_seconds(own: &[OwnSetting]) -> Option<u64> {
    own.iter().find(|setting| setting.name == "interval")?.value.reveal().parse().ok()
}

/// How a value is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// One of these.
    Choice(Vec<String>),
    /// A text.
    Text,
    /// A text that is never shown again.
    Secret,
    /// The same, with the rest of its name.
    Named,
}

/// A setting, what it does, and its value if it has one.
pub(super) struct OwnRow {
    /// As it is set: `cookie`, `header.x-token`; `header.` where the rest is still to be named.
    pub(super) name: String,
    pub(super) explanation: &'static str,
    /// True where the explanation is in English for want of the page's language.
    pub(super) in_english: bool,
    pub(super) field: Field,
    /// The value, where there is one that is shown.
    pub(super) value: String,
    pub(super) is_set: bool,
    /// What a value looks like.
    pub(super) example: &'static str,
}

/// All settings of a source: those that may be set, and a row for each header that is.
pub(super) fn rows(app: &App, visitor: &Visitor, own: &[OwnSetting]) -> Vec<OwnRow> {
    let mut rows = Vec::new();
    for line in &app.config.backstage.own_lines {
        match line.name.strip_suffix('*') {
            Some(prefix) => {
                let set = own.iter().filter(|setting| setting.name.starts_with(prefix));
                rows.extend(set.map(|setting| row(visitor, line, &setting.name, Some(setting))));
                let mut named = row(visitor, line, prefix, None);
                named.field = Field::Named;
                rows.push(named);
            }
            None => {
                let set = own.iter().find(|setting| setting.name == line.name);
                rows.push(row(visitor, line, line.name, set));
            }
        }
    }
    rows
}

fn row(visitor: &Visitor, line: &OwnLine, name: &str, set: Option<&OwnSetting>) -> OwnRow {
    let translated = setting_in_words(visitor.tongue, &format!("source.{}", line.name));
    let shown = set.filter(|_| !line.secret).map(|setting| setting.value.reveal());
    let value = match shown.map(|value| (value, value.parse())) {
        Some((_, Ok(seconds))) if name == "interval" => span::as_written(seconds),
        Some((value, _)) => value.to_owned(),
        None => String::new(),
    };
    OwnRow {
        name: name.to_owned(),
        explanation: translated.unwrap_or(line.help),
        in_english: translated.is_none(),
        field: field(line),
        value,
        is_set: set.is_some(),
        example: line.value,
    }
}

/// `yes or no` and `page, host or none` are choices.
fn field(line: &OwnLine) -> Field {
    if line.secret {
        return Field::Secret;
    }
    match line.value.rsplit_once(" or ") {
        Some((first, last)) => Field::Choice(first.split(", ").chain([last]).map(str::to_owned).collect()),
        None => Field::Text,
    }
}

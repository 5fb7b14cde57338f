//! Every setting: its value, where that was written, and what it does.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::{Frame, Section, page_of};
use crate::App;
use crate::backstage::SettingLine;
use crate::fault::Fault;
use crate::owner::Owner;
use crate::page::{Page, respond};
use crate::visitor::Visitor;
use crate::words::setting_in_words;

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct SettingsPage<'a> {
    page: Page<'a>,
    frame: Frame,
    title: &'static str,
    version: &'static str,
    data: String,
    rows: Vec<SettingRow>,
}

struct SettingRow {
    name: &'static str,
    unit: &'static str,
    value: String,
    from: String,
    /// True where it was written and is no default.
    written: bool,
    explanation: &'static str,
    /// True where the explanation is in English for want of the page's language.
    in_english: bool,
}

impl SettingRow {
    fn new(line: &SettingLine, visitor: &Visitor) -> Self {
        let words = &visitor.words().admin;
        let translated = setting_in_words(visitor.tongue, line.name);
        Self {
            name: line.name,
            unit: line.unit,
            value: match &line.value {
                None => words.set_not_shown.to_owned(),
                Some(value) if value.is_empty() => words.nothing.to_owned(),
                Some(value) => value.clone(),
            },
            from: line.from.clone().unwrap_or_else(|| words.by_default.to_owned()),
            written: line.from.is_some(),
            explanation: translated.unwrap_or(line.help),
            in_english: translated.is_none(),
        }
    }
}

/// `GET /admin/settings`.
pub(crate) async fn page(State(app): State<Arc<App>>, owner: Owner, uri: Uri) -> Result<Response, Fault> {
    let visitor = &owner.visitor;
    let title = visitor.words().admin.settings;
    let backstage = &app.config.backstage;
    respond(&SettingsPage {
        page: page_of(&app, visitor, title, Section::Settings.path()),
        frame: Frame::new(visitor, Section::Settings, &uri),
        title,
        version: backstage.version,
        data: backstage.data.display().to_string(),
        rows: backstage.settings.iter().map(|line| SettingRow::new(line, visitor)).collect(),
    })
}

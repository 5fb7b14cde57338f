//! What the owner does to a source. Each is a form that leads back to where it was sent from.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use longwire_model::{Rest, Timestamp};
use longwire_store::{Job, OwnSetting, Secret, SourceState};
use longwire_text::tag;

use super::Said;
use super::own::YES;
use super::source::refuse;
use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::owner::Change;

/// `POST /admin/sources/{slug}/{act}`.
pub(crate) async fn act(
    State(app): State<Arc<App>>,
    Path((slug, act)): Path<(String, String)>,
    change: Change,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let source = app.store.source_by_slug(&slug)?.ok_or(Fault::NotFound)?;
        let now = (app.config.now)();
        let done = match act.as_str() {
            "poll" => Ok(poll(app, &source, now)?),
            "mute" => Ok(mute(app, &source, now)?),
            "unmute" => Ok(unmute(app, &source, now)?),
            "private" => Ok(set_private(app, &source, true, now)?),
            "public" => Ok(set_private(app, &source, false, now)?),
            "remove" => Ok(set_active(app, &source, false, now)?),
            "restore" => Ok(set_active(app, &source, true, now)?),
            "file" => file(app, &source, &change, now)?,
            "set" => set(app, &source, &change, now)?,
            "unset" => Ok(unset(app, &source, change.field("name"), now)?),
            _ => return Err(Fault::NotFound),
        };
        match done {
            Ok(said) => change.lead_to(&said.on(&change.back(&format!("/admin/sources/{slug}")))),
            Err(why) => refuse(app, &change.visitor, &source, why),
        }
    })
    .await
}

/// What was done, or why it was not, in words.
type Done = Result<Said, String>;

fn poll(app: &App, source: &SourceState, now: Timestamp) -> Result<Said, Fault> {
    if !source.active {
        return Ok(Said::Gone);
    }
    app.store.enqueue(&Job::Poll { source_id: source.source.id }, now, now)?;
    Ok(Said::Polling)
}

fn mute(app: &App, source: &SourceState, now: Timestamp) -> Result<Said, Fault> {
    let setting = OwnSetting { name: Rest::SETTING.into(), origin: String::new(), value: Secret::new(YES) };
    app.store.set_own(source.source.id, &setting, now)?;
    Ok(Said::Muted)
}

/// Whoever ends a rest wants to see at once what came meanwhile.
fn unmute(app: &App, source: &SourceState, now: Timestamp) -> Result<Said, Fault> {
    app.store.unset_own(source.source.id, Rest::SETTING, now)?;
    poll(app, source, now)?;
    Ok(Said::Unmuted)
}

fn set_private(app: &App, source: &SourceState, private: bool, now: Timestamp) -> Result<Said, Fault> {
    app.store.set_private(source.source.id, private, now)?;
    Ok(if private { Said::Private } else { Said::Public })
}

fn set_active(app: &App, source: &SourceState, active: bool, now: Timestamp) -> Result<Said, Fault> {
    app.store.set_active(source.source.id, active, now)?;
    Ok(if active { Said::Restored } else { Said::Removed })
}

fn file(app: &App, source: &SourceState, change: &Change, now: Timestamp) -> Result<Done, Fault> {
    let name = |field: &str| match change.field(field).trim() {
        "" => Ok(None),
        written => tag::name(written).map(Some).ok_or(()),
    };
    let tags = change.field("tags").split([',', '，', '、']).map(str::trim).filter(|tag| !tag.is_empty());
    let tags: Option<Vec<String>> = tags.map(tag::name).collect();
    let (Ok(title), Ok(folder), Some(tags)) = (name("title"), name("folder"), tags) else {
        return Ok(Err(change.visitor.words().admin.name_too_long.to_owned()));
    };
    let id = source.source.id;
    if title.is_some() || source.titled {
        app.store.entitle_source(id, title.as_deref())?;
    }
    app.store.file_source(id, folder.as_deref(), &tags, now)?;
    Ok(Ok(Said::Filed))
}

fn set(app: &App, source: &SourceState, change: &Change, now: Timestamp) -> Result<Done, Fault> {
    let name = format!("{}{}", change.field("name"), change.field("rest").trim());
    let value = change.field("value").trim();
    if value.is_empty() {
        return Ok(Ok(unset(app, source, &name, now)?));
    }
    let Some(read) = app.config.backstage.read_own else { return Err(Fault::NotFound) };
    match read(&name, value, &source.source.url) {
        Ok(setting) => {
            app.store.set_own(source.source.id, &setting, now)?;
            Ok(Ok(Said::Set))
        }
        Err(why) => Ok(Err(why)),
    }
}

fn unset(app: &App, source: &SourceState, name: &str, now: Timestamp) -> Result<Said, Fault> {
    let was = app.store.unset_own(source.source.id, &name.to_ascii_lowercase(), now)?;
    Ok(if was { Said::Unset } else { Said::Gone })
}

//! Pages that only a script fills, shown by a browser of the machine's own.
//!
//! Optional: a local Chromium, driven over the DevTools protocol through a pipe.
//! It has no network. Each request that a page makes is held by the browser and
//! made by the [`Fetcher`], so addresses, robots.txt, turns and limits hold for a
//! shown page as for any other; what a page can do without is refused. The
//! document as it then stands is the capture.
//!
//! - `process` begins and ends the browser, `door` answers what pages ask for.
//! - One page is shown at a time; a browser lives for one page.
//! - Deliberately absent: clicks, logins, pictures, anything but GET, and any
//!   disguise: the browser calls itself what the fetcher does.
//!
//! Spec: Chrome DevTools Protocol 1.3 (Target, Page, Fetch, Runtime, Emulation).

mod door;
mod process;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use longwire_model::{Capture, Headers};
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use url::Url;

use crate::{Facts, FetchError, Fetched, Fetcher, Request};
use door::{Held, Spent};
use process::Browser;

/// Marks a capture that is a document as a browser held it, not as a server sent it.
pub const RENDERED_FIELD: &str = "longwire-rendered";

/// Names that Chromium goes by.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/// A document with nothing to wait for is taken after so long without a request.
const QUIET: Duration = Duration::from_millis(700);

/// What is left of the time for taking the document, whatever it still waits for.
const LAST: Duration = Duration::from_secs(3);

/// What one page may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time from the browser's beginning to its end.
    pub time_max: Duration,
    /// Requests, redirects not counted.
    pub requests_max: u32,
    /// Bytes on the wire, and of the document taken.
    pub bytes_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time_max: Duration::from_secs(45), requests_max: 60, bytes_max: 20 << 20 }
    }
}

/// A browser that can show pages. Cheap to clone; all clones share one turn.
#[derive(Clone, Debug)]
pub struct Renderer {
    program: PathBuf,
    folder: PathBuf,
    sandbox: bool,
    limits: Limits,
    turn: Arc<Semaphore>,
}

/// The first Chromium in the folders of a `PATH`.
pub fn find_browser(folders: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    let in_folder = |folder: PathBuf| NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file());
    folders.into_iter().find_map(in_folder)
}

impl Renderer {
    /// A renderer by this program, with its passing files below `folder`. Without
    /// the browser's own `sandbox` a hostile page is one fault in it away from this
    /// user's files.
    pub fn new(program: PathBuf, folder: PathBuf, sandbox: bool, limits: Limits) -> Self {
        Self { program, folder, sandbox, limits, turn: Arc::new(Semaphore::new(1)) }
    }

    /// Begins the browser once and asks what it is: `Chrome/156.0.8078.79`.
    ///
    /// # Errors
    ///
    /// In plain words, with the way out.
    pub async fn check(&self) -> Result<String, String> {
        let asked = timeout(Duration::from_secs(10), async {
            let mut browser = self.begin().ok()?;
            browser.order(&json!({ "id": 1, "method": "Browser.getVersion" })).await.ok()?;
            let told: Value = serde_json::from_slice(&browser.messages.recv().await?).ok()?;
            told["result"]["product"].as_str().map(str::to_owned)
        });
        asked.await.ok().flatten().ok_or_else(|| {
            let way_out = if self.sandbox {
                "as root, or without user namespaces, it needs browser_sandbox=no, which trusts every page shown"
            } else {
                "start it by hand to see why"
            };
            format!("{} does not start; {way_out}", self.program.display())
        })
    }

    fn begin(&self) -> std::io::Result<Browser> {
        Browser::begin(&self.program, &self.folder, self.sandbox)
    }

    /// Shows a page and takes the document as it stands once its requests have ended.
    ///
    /// # Errors
    ///
    /// What fetching the page itself failed with; [`FetchError::Setup`] where the
    /// browser does not start, [`FetchError::Unreachable`] where it fails.
    pub async fn render(&self, fetcher: &Fetcher, request: Request) -> Result<Fetched, FetchError> {
        let _turn = self.turn.acquire().await.map_err(|_| failed(&request.url, "no turns left"))?;
        let began = Instant::now();
        let browser = self.begin().map_err(|error| FetchError::Setup {
            reason: format!("the browser {} does not start: {error}", self.program.display()),
        })?;
        let url = request.url.clone();
        let mut stage = Stage::new(browser, fetcher.clone(), request, self.limits);
        let shown = timeout(self.limits.time_max + LAST, stage.show()).await;
        let (capture, permanent) =
            shown.unwrap_or(Err(FetchError::TooSlow { url, reason: "it was not shown in time" }))?;
        let facts = Facts {
            final_url: capture.final_url.clone(),
            permanent,
            request_count: stage.spent.request_count,
            wire_bytes: stage.spent.wire_bytes,
            took: began.elapsed(),
        };
        Ok(Fetched::Capture { capture: Box::new(capture), facts })
    }
}

fn failed(url: &Url, reason: &str) -> FetchError {
    FetchError::Unreachable { url: url.clone(), reason: format!("the browser failed: {reason}") }
}

type Answered = (Held, Result<(Box<Capture>, u64, u32), FetchError>);

/// One page being shown.
struct Stage {
    browser: Browser,
    fetcher: Fetcher,
    page: Request,
    limits: Limits,
    session: Option<String>,
    next_id: u64,
    asked_for: HashMap<u64, Ask>,
    under_way: JoinSet<Answered>,
    /// Documents that were fetched, by the address that answered.
    documents: HashMap<Url, Box<Capture>>,
    last_document: Option<Url>,
    loaded: bool,
    spent: Spent,
}

/// Orders whose answer matters.
enum Ask {
    Target,
    Session,
    Document,
}

impl Stage {
    fn new(browser: Browser, fetcher: Fetcher, page: Request, limits: Limits) -> Self {
        Self {
            browser,
            fetcher,
            page,
            limits,
            session: None,
            next_id: 0,
            asked_for: HashMap::new(),
            under_way: JoinSet::new(),
            documents: HashMap::new(),
            last_document: None,
            loaded: false,
            spent: Spent::default(),
        }
    }

    async fn order(&mut self, method: &str, params: Value, ask: Option<Ask>) -> Result<(), FetchError> {
        self.next_id += 1;
        let mut message = json!({ "id": self.next_id, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        if let Some(ask) = ask {
            self.asked_for.insert(self.next_id, ask);
        }
        let sent = self.browser.order(&message).await;
        sent.map_err(|error| failed(&self.page.url, &error.to_string()))
    }

    /// Goes to the page and answers what it asks for until it is quiet.
    async fn show(&mut self) -> Result<(Capture, bool), FetchError> {
        self.order("Target.createTarget", json!({ "url": "about:blank" }), Some(Ask::Target)).await?;
        let end = Instant::now() + self.limits.time_max;
        let mut quiet_at = end;
        let mut taking = false;
        loop {
            tokio::select! {
                message = self.browser.messages.recv() => {
                    let message = message.ok_or_else(|| failed(&self.page.url, "it ended"))?;
                    if let Some(document) = self.hear(&message).await? {
                        return self.capture(&document);
                    }
                }
                Some(answered) = self.under_way.join_next() => {
                    if let Ok((held, outcome)) = answered {
                        self.answer(held, outcome).await?;
                    }
                }
                () = sleep_until(quiet_at.min(end)), if !taking => {
                    taking = true;
                    let params = json!({ "expression": TAKE, "returnByValue": true });
                    self.order("Runtime.evaluate", params, Some(Ask::Document)).await?;
                }
            }
            quiet_at = if self.loaded && self.under_way.is_empty() { Instant::now() + QUIET } else { end };
        }
    }

    /// Hears what the browser says; the document, once it is told.
    async fn hear(&mut self, message: &[u8]) -> Result<Option<Value>, FetchError> {
        let said: Value = serde_json::from_slice(message)
            .map_err(|_| failed(&self.page.url, "it speaks no protocol known here"))?;
        let ask = said["id"].as_u64().and_then(|id| self.asked_for.remove(&id));
        match ask {
            Some(Ask::Target) => {
                let target = said["result"]["targetId"].clone();
                let params = json!({ "targetId": target, "flatten": true });
                self.order("Target.attachToTarget", params, Some(Ask::Session)).await?;
            }
            Some(Ask::Session) => {
                self.session = said["result"]["sessionId"].as_str().map(str::to_owned);
                self.open().await?;
            }
            Some(Ask::Document) => return Ok(Some(said["result"]["result"]["value"].clone())),
            None => match said["method"].as_str() {
                Some("Fetch.requestPaused") => self.asked(&said["params"]).await?,
                Some("Page.loadEventFired") => self.loaded = true,
                Some("Inspector.targetCrashed") => return Err(failed(&self.page.url, "the page crashed it")),
                _ => {}
            },
        }
        Ok(None)
    }

    /// Holds all requests, then goes to the page.
    async fn open(&mut self) -> Result<(), FetchError> {
        let agent = json!({ "userAgent": self.fetcher.user_agent() });
        self.order("Emulation.setUserAgentOverride", agent, None).await?;
        self.order("Fetch.enable", json!({ "patterns": [{ "urlPattern": "*" }] }), None).await?;
        self.order("Page.enable", json!({}), None).await?;
        let url = self.page.url.as_str().to_owned();
        self.order("Page.navigate", json!({ "url": url }), None).await
    }

    /// The page asks for something.
    async fn asked(&mut self, event: &Value) -> Result<(), FetchError> {
        let Some(held) = Held::read(event) else { return self.refuse(event).await };
        if let Some(known) = self.documents.get(&held.url).filter(|_| held.document).cloned() {
            self.last_document = Some(held.url.clone());
            return self.order("Fetch.fulfillRequest", door::reply(&held, &known), None).await;
        }
        let Some(request) = door::request(&self.page, &held, &self.spent, &self.limits) else {
            return self.refuse(event).await;
        };
        self.spent.request_count += 1;
        let fetcher = self.fetcher.clone();
        self.under_way.spawn(async move { (held, door::fetch(fetcher, request).await) });
        Ok(())
    }

    async fn refuse(&mut self, event: &Value) -> Result<(), FetchError> {
        let params = json!({ "requestId": event["requestId"], "errorReason": "BlockedByClient" });
        self.order("Fetch.failRequest", params, None).await
    }

    /// Gives the page what was fetched for it.
    async fn answer(
        &mut self,
        held: Held,
        outcome: Result<(Box<Capture>, u64, u32), FetchError>,
    ) -> Result<(), FetchError> {
        let capture = match outcome {
            Ok((capture, wire_bytes, hops)) => {
                self.spent.wire_bytes += wire_bytes;
                self.spent.request_count += hops.saturating_sub(1);
                capture
            }
            // Without the page itself there is nothing to show.
            Err(error) if held.document && self.documents.is_empty() => return Err(error),
            Err(_) => {
                let params = json!({ "requestId": held.id, "errorReason": "Failed" });
                return self.order("Fetch.failRequest", params, None).await;
            }
        };
        let order = door::reply(&held, &capture);
        if held.document {
            self.last_document = Some(capture.final_url.clone());
            self.documents.insert(capture.final_url.clone(), capture);
        }
        self.order("Fetch.fulfillRequest", order, None).await
    }

    /// The document that was taken, in place of the one that was sent.
    fn capture(&self, document: &Value) -> Result<(Capture, bool), FetchError> {
        let url = &self.page.url;
        let sent = self.last_document.as_ref().and_then(|at| self.documents.get(at));
        let sent = sent.ok_or_else(|| failed(url, "it never asked for the page"))?;
        let html = document["html"].as_str().ok_or_else(|| failed(url, "the document could not be taken"))?;
        if html.len() as u64 > self.limits.bytes_max {
            return Err(FetchError::TooLarge { url: url.clone(), limit_bytes: self.limits.bytes_max });
        }
        // A script may have changed the address, within its own origin only.
        let at = document["url"].as_str().and_then(|at| Url::parse(at).ok());
        let final_url = at.filter(|at| at.origin() == sent.final_url.origin());
        let mut headers = sent.headers.clone();
        headers.0.retain(|(name, _)| name != "content-type");
        headers.0.push(("content-type".into(), "text/html; charset=utf-8".into()));
        headers.0.push((RENDERED_FIELD.into(), "chromium".into()));
        let capture = Capture {
            url: url.clone(),
            final_url: final_url.unwrap_or_else(|| sent.final_url.clone()),
            status: sent.status,
            headers: Headers(headers.0),
            body: html.to_owned().into(),
            captured_at: sent.captured_at,
        };
        Ok((capture, false))
    }
}

/// Takes the document as it stands.
const TAKE: &str = "({ url: location.href, html: (document.doctype ? '<!DOCTYPE html>\\n' : '') \
                    + document.documentElement.outerHTML })";

//! Joins the parts: which of them run in this process, with which settings.

mod disk;
mod websub;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use longwire_extract::RuleBook;
use longwire_fetch::render::Renderer;
use longwire_fetch::{Fetcher, HostMemory, ProxyConfig};
use longwire_model::Url;
use longwire_pipeline::own::{self, OwnName};
use longwire_pipeline::{Pipeline, StoredHosts};
use longwire_store::Store;
use longwire_web::{Backstage, Front, OwnLine};

use crate::clock;
use crate::settings::Settings;

/// Opens the store of a data folder.
///
/// # Errors
///
/// As [`longwire_store::open`].
pub(crate) fn store(data: &Path) -> Result<Arc<dyn Store>> {
    Ok(longwire_store::open(data)?)
}

/// The pipeline of a store.
///
/// # Errors
///
/// Names the setting that the fetcher can not work with.
pub(crate) fn pipeline(settings: &Settings, store: Arc<dyn Store>) -> Result<Arc<Pipeline>> {
    Ok(service(settings, store, Path::new(""), None)?.0)
}

/// The two halves over a store, joined: what the web half serves, the pipeline delivers.
/// `welcome_key` is what choosing the owner's first password asks for.
///
/// # Errors
///
/// As for [`pipeline`].
pub(crate) fn service(
    settings: &Settings,
    store: Arc<dyn Store>,
    data: &Path,
    welcome_key: Option<String>,
) -> Result<(Arc<Pipeline>, Front)> {
    let front = Front::new(web(settings, data, welcome_key), Arc::clone(&store));
    let own_feeds = Arc::new(websub::Served::new(front.clone()));
    let memory = Arc::new(StoredHosts::new(Arc::clone(&store), clock::now));
    let pipeline = Pipeline {
        fetcher: fetcher(settings, memory)?,
        renderer: renderer(settings),
        ledger: Arc::default(),
        store,
        own_feeds,
        config: longwire_pipeline::Config {
            worker_count: settings.workers,
            poll_interval_min: settings.poll_min,
            poll_interval_max: settings.poll_max,
            image_bytes_max: settings.image_max,
            images_max: settings.article_images,
            article_image_bytes_max: settings.article_image_bytes,
            image_referrer: settings.image_referrer,
            poll_worth: settings.poll_worth,
            websub: settings.public_url.as_ref().map(websub::place),
            rules: Arc::new(rules(settings)?),
            ..longwire_pipeline::Config::default()
        },
        clock: clock::now,
    };
    Ok((Arc::new(pipeline), front))
}

/// The site rules, where a folder of them is set.
///
/// # Errors
///
/// As for [`crate::rules::read`].
pub(crate) fn rules(settings: &Settings) -> Result<RuleBook> {
    settings.rules_dir.as_deref().map_or_else(|| Ok(RuleBook::default()), crate::rules::read)
}

/// Random bytes of the key with which the first password is chosen.
const WELCOME_KEY_BYTES: usize = 16;

/// A key with which the owner's first password is chosen.
///
/// # Errors
///
/// Where the system has no random bytes.
pub(crate) fn welcome_key() -> Result<String> {
    let mut key = [0; WELCOME_KEY_BYTES];
    getrandom::fill(&mut key).context("the system has no random bytes")?;
    Ok(key.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// How the web half behaves.
fn web(settings: &Settings, data: &Path, welcome_key: Option<String>) -> longwire_web::Config {
    longwire_web::Config {
        public_url: settings.public_url.clone(),
        title: settings.title.clone(),
        allow_add: settings.allow_add,
        feed_cache_bytes: usize::try_from(settings.feed_cache).unwrap_or(usize::MAX),
        hub_lease_max: settings.hub_lease_max,
        welcome_key,
        backstage: backstage(settings, data),
        contact: settings.contact.clone(),
        mirrors: settings.mirrors.clone(),
        now: clock::now,
    }
}

/// What the pages of the owner tell of the program.
fn backstage(settings: &Settings, data: &Path) -> Backstage {
    let line =
        |own: &OwnName| OwnLine { name: own.name, value: own.value, help: own.help, secret: own.secret };
    Backstage {
        version: env!("CARGO_PKG_VERSION"),
        data: data.to_owned(),
        settings: settings.lines.clone(),
        own_lines: own::NAMES.iter().map(line).collect(),
        read_own: Some(|name, value, source| own::setting(name, &crate::cli::as_kept(name, value)?, source)),
        disk: Some(disk::of),
    }
}

/// The browser for pages that only a script fills; `None` where there is none on this machine.
pub(crate) fn renderer(settings: &Settings) -> Option<Renderer> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let program = match &settings.browser {
        Some(program) => program.clone(),
        None => longwire_fetch::render::find_browser(std::env::split_paths(&folders))?,
    };
    let limits = longwire_fetch::render::Limits {
        time_max: settings.timeout,
        bytes_max: settings.body_max,
        ..Default::default()
    };
    // Its profiles live for one page; a folder of this user's own keeps others from laying traps there.
    let ours = directories::ProjectDirs::from("org", "Longwire", "longwire");
    let folder = ours.map_or_else(std::env::temp_dir, |folders| folders.cache_dir().to_owned());
    Some(Renderer::new(program, folder.join("browser"), settings.browser_sandbox, limits))
}

/// The door to the outside.
///
/// # Errors
///
/// Names the setting that it can not work with.
pub(crate) fn fetcher(settings: &Settings, memory: Arc<dyn HostMemory>) -> Result<Fetcher> {
    let mut config = longwire_fetch::Config {
        pace: settings.pace,
        per_host: settings.per_host,
        total_timeout: settings.timeout,
        body_bytes_max: settings.body_max,
        proxy: proxies(settings),
        ..longwire_fetch::Config::default()
    };
    if let Some(contact) = &settings.contact {
        config.user_agent = format!("Longwire/{} (+{contact})", env!("CARGO_PKG_VERSION"));
    }
    for net in &settings.allow_private {
        let net = net
            .parse()
            .with_context(|| format!("allow_private: {net:?} is no network such as 192.168.7.0/24"))?;
        config.allow_private.push(net);
    }
    if let Some(file) = &settings.ca_file {
        config.extra_ca_pem =
            Some(std::fs::read(file).with_context(|| format!("ca_file: {}", file.display()))?);
    }
    Ok(Fetcher::new(config, memory)?)
}

/// The proxy setting, else what the environment says.
///
/// `HTTP_PROXY` in capitals is not read: a CGI server sets it from a request header.
pub(crate) fn proxies(settings: &Settings) -> ProxyConfig {
    let variable = |names: &[&str]| {
        names.iter().find_map(|name| std::env::var(name).ok()).filter(|value| !value.trim().is_empty())
    };
    let address = |written: String| {
        let with_scheme = if written.contains("://") { written } else { format!("http://{written}") };
        Url::parse(&with_scheme).ok()
    };
    let mut no_proxy = settings.no_proxy.clone();
    if let Some(list) = variable(&["no_proxy", "NO_PROXY"]) {
        no_proxy.push(list);
    }
    let no_proxy = no_proxy.join(",");
    if let Some(proxy) = &settings.proxy {
        return ProxyConfig { http: Some(proxy.clone()), https: Some(proxy.clone()), no_proxy };
    }
    let all = variable(&["all_proxy", "ALL_PROXY"]).and_then(address);
    ProxyConfig {
        http: variable(&["http_proxy"]).and_then(address).or_else(|| all.clone()),
        https: variable(&["https_proxy", "HTTPS_PROXY"]).and_then(address).or(all),
        no_proxy,
    }
}

/// Logs to standard error, filtered as the settings say.
pub(crate) fn log_to_stderr(filter: &str) {
    let filter = tracing_subscriber::EnvFilter::try_new(filter)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    // A second call in one process (the demo within tests) keeps the first.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

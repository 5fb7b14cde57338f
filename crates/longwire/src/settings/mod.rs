//! Settings: read once, here, and handed on as plain structs.
//!
//! What was [`Written`] (flags, `LONGWIRE_*` variables, a TOML file) and what is
//! meant ([`Settings`]) are two types. Flag before variable before file before
//! default. An unknown name is an error that names the nearest known one.

mod table;
mod value;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use longwire_model::Url;
use longwire_pipeline::ImageReferrer;
use longwire_web::SettingLine;

pub(crate) use table::{ROWS, Row};
pub(crate) use value::time;

/// Largest settings file, in bytes.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// Values as written, by name, each with where it was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written(BTreeMap<&'static str, (String, String)>);

/// What the settings mean.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Where the web half listens.
    pub listen: SocketAddr,
    /// The address people know it by.
    pub public_url: Option<Url>,
    /// Name of this installation.
    pub title: String,
    /// Whether strangers may add sources by the form.
    pub allow_add: bool,
    /// Threads that answer requests; `None` for what suits the machine.
    pub serve_threads: Option<usize>,
    /// Connections open at a time.
    pub connections: usize,
    /// Bytes of rendered feeds kept in memory.
    pub feed_cache: u64,
    /// Gap between two requests to a host.
    pub pace: Duration,
    /// Requests to one host at a time.
    pub per_host: usize,
    /// Jobs worked on at a time.
    pub workers: usize,
    /// Time for one whole request.
    pub timeout: Duration,
    /// Largest body, in bytes after decompression.
    pub body_max: u64,
    /// Largest picture, in bytes.
    pub image_max: u64,
    /// Pictures kept of one article.
    pub article_images: usize,
    /// Bytes of pictures kept of one article.
    pub article_image_bytes: u64,
    /// Referrer of requests for pictures.
    pub image_referrer: ImageReferrer,
    /// Private networks that may be fetched from.
    pub allow_private: Vec<String>,
    /// Proxy for all requests.
    pub proxy: Option<Url>,
    /// Hosts that are asked without the proxy.
    pub no_proxy: Vec<String>,
    /// The Chromium to use.
    pub browser: Option<PathBuf>,
    /// Whether its own sandbox is on.
    pub browser_sandbox: bool,
    /// Further trusted certificates, a PEM file.
    pub ca_file: Option<PathBuf>,
    /// Folder of site rules.
    pub rules_dir: Option<PathBuf>,
    /// Address or mail that publishers can complain to.
    pub contact: Option<String>,
    /// Other servers that publish the same feeds.
    pub mirrors: Vec<Url>,
    /// Shortest gap between two polls.
    pub poll_min: Duration,
    /// Longest gap between two polls.
    pub poll_max: Duration,
    /// What one poll is worth, in waiting of news.
    pub poll_worth: Duration,
    /// Longest lease that our hub gives.
    pub hub_lease_max: Duration,
    /// What is logged.
    pub log: String,
    /// All of them as written, for whoever shows them.
    pub lines: Vec<SettingLine>,
}

impl Written {
    /// Takes a value over; a name that is written already keeps its value, so
    /// what counts more is added first.
    ///
    /// # Errors
    ///
    /// Names the unknown setting and the nearest known one.
    pub(crate) fn add(&mut self, name: &str, value: String, from: &str) -> Result<()> {
        let name = name.replace('-', "_");
        let Some(row) = ROWS.iter().find(|row| row.name == name) else {
            bail!("{from}: there is no setting {name}; {}", nearest(&name));
        };
        self.0.entry(row.name).or_insert((value, from.to_owned()));
        Ok(())
    }

    /// Adds `LONGWIRE_*` variables.
    pub(crate) fn add_variables(&mut self, variables: impl Iterator<Item = (String, String)>) {
        for (variable, value) in variables {
            let Some(name) = variable.strip_prefix("LONGWIRE_") else { continue };
            // Other programs may use the prefix too: an unknown variable is no error.
            let _ = self.add(&name.to_ascii_lowercase(), value, &variable);
        }
    }

    /// Adds a TOML file of `name = value` lines. A missing file is an empty one
    /// unless a person named it.
    ///
    /// # Errors
    ///
    /// Names the file and what is wrong in it.
    pub(crate) fn add_file(&mut self, path: &Path, named: bool) -> Result<()> {
        let shown = path.display().to_string();
        match std::fs::metadata(path) {
            Err(error) if named => return Err(error).context(shown),
            Err(_) => return Ok(()),
            Ok(meta) if meta.len() > FILE_BYTES_MAX => bail!("{shown}: larger than 1 MiB"),
            Ok(_) => {}
        }
        let text = std::fs::read_to_string(path).with_context(|| shown.clone())?;
        let table: toml::Table = text.parse().with_context(|| shown.clone())?;
        for (name, value) in table {
            self.add(&name, value::from_toml(&value), &shown)?;
        }
        Ok(())
    }

    /// The value of a setting and where it was written.
    pub(crate) fn get(&self, row: &Row) -> (&str, &str) {
        self.0.get(row.name).map_or((row.default, "default"), |(value, from)| (value, from))
    }

    /// A setting as the owner's pages show it.
    fn line(&self, row: &Row) -> SettingLine {
        let written = self.0.get(row.name);
        let value = written.map_or(row.default, |(value, _)| value);
        SettingLine {
            name: row.name,
            unit: row.unit,
            value: (!row.secret || value.is_empty()).then(|| value.to_owned()),
            from: written.map(|(_, from)| from.clone()),
            help: row.help,
        }
    }

    fn read<T>(&self, name: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<T> {
        let row = ROWS.iter().find(|row| row.name == name).expect("every name read here is in the table");
        let (value, from) = self.get(row);
        read(value.trim()).map_err(|why| anyhow::anyhow!("{name} = {value:?} ({from}): {why}"))
    }
}

impl Settings {
    /// Reads what was written.
    ///
    /// # Errors
    ///
    /// Names the setting, where it was written and what it should look like.
    pub(crate) fn new(written: &Written) -> Result<Self> {
        let listen: SocketAddr = written.read("listen", value::address)?;
        Ok(Self {
            listen,
            public_url: written.read("public_url", value::optional(value::web_address))?,
            title: written.read("title", |v| Ok(v.to_owned()))?,
            allow_add: written
                .read("allow_add", value::optional(value::flag))?
                .unwrap_or(listen.ip().is_loopback()),
            serve_threads: written.read("serve_threads", value::optional(value::count))?,
            connections: written.read("connections", value::count)?,
            feed_cache: written.read("feed_cache", value::bytes)?,
            pace: written.read("pace", value::time)?,
            per_host: written.read("per_host", value::count)?,
            workers: written.read("workers", value::count)?,
            timeout: written.read("timeout", value::time)?,
            body_max: written.read("body_max", value::bytes)?,
            image_max: written.read("image_max", value::bytes)?,
            article_images: written.read("article_images", value::count_or_none)?,
            article_image_bytes: written.read("article_image_bytes", value::bytes)?,
            image_referrer: written.read("image_referrer", value::image_referrer)?,
            allow_private: written.read("allow_private", value::list)?,
            proxy: written.read("proxy", value::optional(value::proxy_address))?,
            no_proxy: written.read("no_proxy", value::list)?,
            browser: written.read("browser", value::optional(|v| Ok(PathBuf::from(v))))?,
            browser_sandbox: written.read("browser_sandbox", value::flag)?,
            ca_file: written.read("ca_file", value::optional(|v| Ok(PathBuf::from(v))))?,
            rules_dir: written.read("rules_dir", value::optional(|v| Ok(PathBuf::from(v))))?,
            contact: written.read("contact", value::optional(|v| Ok(v.to_owned())))?,
            mirrors: written.read("mirrors", value::web_addresses)?,
            poll_min: written.read("poll_min", value::time)?,
            poll_max: written.read("poll_max", value::time)?,
            poll_worth: written.read("poll_worth", value::time)?,
            hub_lease_max: written.read("hub_lease_max", value::time)?,
            log: written.read("log", |v| Ok(v.to_owned()))?,
            lines: ROWS.iter().map(|row| written.line(row)).collect(),
        })
    }
}

fn nearest(name: &str) -> String {
    let distance = |row: &&Row| longwire_text::distance(name, row.name);
    match ROWS.iter().min_by_key(distance) {
        Some(row) if distance(&row) <= 3 => format!("did you mean {}?", row.name),
        _ => "`longwire settings` lists them all".to_owned(),
    }
}

#[cfg(test)]
mod tests;

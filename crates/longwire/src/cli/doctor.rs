//! `longwire doctor`

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use longwire_fetch::ForgetfulMemory;
use longwire_model::Timestamp;
use longwire_store::{Which, WorkerLeaseTaken};
use longwire_text::url::authority;

use super::{EXIT_NO, Global};
use crate::settings::Settings;
use crate::{clock, wire};

/// Check the data folder, the clock, the proxy, the port, the trust store and the browser
#[derive(Args, Debug)]
#[command(after_help = "Exit status: 0 all is well, 1 something is to be mended.")]
pub(crate) struct Doctor {}

/// When this program was written: a clock before it is wrong.
const WRITTEN_AT: Timestamp = Timestamp::from_seconds_const(1_760_000_000);

/// How long a proxy may take to answer a connection.
const PROXY_TIMEOUT: Duration = Duration::from_secs(5);

pub(super) fn run(global: &Global, _args: &Doctor) -> Result<u8> {
    let settings = global.settings(&[])?;
    let data = global.data()?;
    let mut ward = Ward { ill: 0 };
    check_folder(&mut ward, &data);
    let now = clock::now();
    ward.check(
        "clock",
        (now >= WRITTEN_AT).then(|| now.to_string()).ok_or_else(|| {
            format!("it says {now}, which is before this program was written; set it, or dates will be wrong")
        }),
    );
    ward.check("proxy", proxy(&settings));
    ward.check("port", port(&settings));
    ward.check("trust store", trust(&settings));
    ward.check("browser", browser(&settings, &data));
    if ward.ill > 0 {
        println!("\n{} to be mended", ward.ill);
    }
    Ok(if ward.ill == 0 { 0 } else { EXIT_NO })
}

struct Ward {
    ill: usize,
}

impl Ward {
    fn check(&mut self, what: &str, finding: Result<String, String>) {
        match finding {
            Ok(fine) => println!("well  {what}: {fine}"),
            Err(wrong) => {
                self.ill += 1;
                println!("MEND  {what}: {wrong}");
            }
        }
    }
}

fn check_folder(ward: &mut Ward, data: &Path) {
    let store = match wire::store(data) {
        Ok(store) => store,
        Err(error) => return ward.check("data folder", Err(format!("{error:#}"))),
    };
    let totals = store.totals().map_err(|error| error.to_string());
    ward.check(
        "data folder",
        totals.map(|t| {
            format!("{}: {} articles, {} MiB", data.display(), t.article_count, t.database_bytes >> 20)
        }),
    );
    ward.check(
        "worker",
        match store.take_worker_lease("longwire doctor") {
            Ok(WorkerLeaseTaken::Taken(_)) => Ok("nobody is fetching for this folder".to_owned()),
            Ok(WorkerLeaseTaken::HeldBy { holder }) => Ok(format!("{holder} is fetching for this folder")),
            Err(error) => Err(error.to_string()),
        },
    );
    ward.check(
        "search index",
        match store.index_state().map(|state| (state.damage, state.document_count)) {
            Ok((None, count)) => Ok(format!("{count} articles")),
            Ok((Some(reason), _)) => Err(format!("{reason}; longwire index rebuild makes a new one")),
            Err(error) => Err(error.to_string()),
        },
    );
    ward.check(
        "sources",
        match store.sources(Which::Active) {
            Ok(sources) => {
                let failing = sources.iter().filter(|s| s.poll.failure_count >= 3).count();
                if failing == 0 {
                    Ok(format!("{} polled", sources.len()))
                } else {
                    Err(format!("{failing} of {} keep failing; `longwire list` says why", sources.len()))
                }
            }
            Err(error) => Err(error.to_string()),
        },
    );
}

fn proxy(settings: &Settings) -> Result<String, String> {
    let proxies = wire::proxies(settings);
    let mut said: Vec<String> = Vec::new();
    for url in [proxies.http, proxies.https].into_iter().flatten() {
        let at = format!("{}://{}", url.scheme(), authority(&url));
        if said.contains(&at) {
            continue;
        }
        longwire_fetch::reach(&url, PROXY_TIMEOUT).map_err(|error| {
            format!("{at}: {error}; check the proxy setting and the variables http_proxy and https_proxy")
        })?;
        said.push(at);
    }
    Ok(if said.is_empty() { "none".to_owned() } else { format!("{} answers", said.join(", ")) })
}

/// Whether there is a browser, and whether any source wants one.
fn browser(settings: &Settings, data: &Path) -> Result<String, String> {
    let wanted = wanting(data).map_err(|error| error.to_string())?;
    let Some(renderer) = wire::renderer(settings) else {
        let nothing = "none found, and only sources with render=yes want one".to_owned();
        return if wanted == 0 {
            Ok(nothing)
        } else {
            Err(format!("none found, and {wanted} sources want one; install chromium, or set browser=PATH"))
        };
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let found = runtime.map_err(|error| error.to_string())?.block_on(renderer.check());
    match found {
        Ok(product) => Ok(format!("{product}, wanted by {wanted} sources")),
        Err(why) if wanted == 0 => Ok(format!("of no use, and not wanted: {why}")),
        Err(why) => Err(format!("{wanted} sources want one: {why}")),
    }
}

/// How many sources are shown by a browser.
fn wanting(data: &Path) -> Result<usize, longwire_store::StoreError> {
    let store = longwire_store::open(data)?;
    let mut count = 0;
    for state in store.sources(Which::Active)? {
        let own = store.own_settings(state.source.id)?;
        count += usize::from(own.iter().any(|own| own.name == "render" && own.value.reveal() == "yes"));
    }
    Ok(count)
}

fn port(settings: &Settings) -> Result<String, String> {
    match TcpListener::bind(settings.listen) {
        Ok(_) => Ok(format!("{} is free", settings.listen)),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Err(format!(
            "{} is in use; if that is not longwire serve, name another with --set listen=ADDR",
            settings.listen
        )),
        Err(error) => Err(format!("{}: {error}; name another with --set listen=ADDR", settings.listen)),
    }
}

fn trust(settings: &Settings) -> Result<String, String> {
    wire::fetcher(settings, Arc::new(ForgetfulMemory::default())).map_err(|error| format!("{error:#}"))?;
    let known =
        ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];
    if !cfg!(target_os = "linux") || settings.ca_file.is_some() || std::env::var_os("SSL_CERT_FILE").is_some()
    {
        return Ok("the system's".to_owned());
    }
    match known.iter().find(|path| Path::new(path).exists()) {
        Some(path) => Ok((*path).to_owned()),
        None => {
            Err("no root certificates found; install the package ca-certificates, or set ca_file".to_owned())
        }
    }
}

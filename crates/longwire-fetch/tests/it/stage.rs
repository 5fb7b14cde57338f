//! Fetchers for tests: quick limits, loopback allowed, names as a test wants them.

use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use longwire_fetch::{
    Accept, Config, Facts, FetchError, Fetched, Fetcher, ForgetfulMemory, Lookup, Lookups, Request,
};
use longwire_model::Capture;
use url::Url;

/// Limits that make a test short, and only 127.0.0.1 of all private addresses.
pub(crate) fn config() -> Config {
    Config {
        connect_timeout: Duration::from_millis(1300),
        stall_timeout: Duration::from_millis(700),
        total_timeout: Duration::from_secs(4),
        rate_grace: Duration::from_millis(600),
        body_bytes_max: 200_000,
        pace: Duration::ZERO,
        wait_max: Duration::from_secs(5),
        allow_private: vec!["127.0.0.1/32".parse().unwrap()],
        ..Config::default()
    }
}

/// A fetcher by these settings, with a memory of its own.
pub(crate) fn fetcher(config: Config) -> Fetcher {
    Fetcher::new(config, Arc::new(ForgetfulMemory::default())).unwrap()
}

/// A fetcher with these names.
pub(crate) fn fetcher_knowing(config: Config, names: &Arc<Names>) -> Fetcher {
    let lookup = Arc::clone(names) as Arc<dyn Lookup>;
    Fetcher::with_lookup(config, Arc::new(ForgetfulMemory::default()), lookup).unwrap()
}

/// Gets a page by the default test settings.
pub(crate) async fn get(url: Url) -> Result<Fetched, FetchError> {
    fetcher(config()).get(Request::new(url, Accept::Page)).await
}

/// Gets a page that must be there.
pub(crate) async fn get_page(url: Url) -> (Box<Capture>, Facts) {
    match get(url).await.unwrap() {
        Fetched::Capture { capture, facts } => (capture, facts),
        other => panic!("{other:?}"),
    }
}

/// Gets a page that must be there and shows its text.
pub(crate) async fn get_text(url: Url) -> String {
    String::from_utf8_lossy(&get_page(url).await.0.body).into_owned()
}

/// A name system that gives every name one answer after the other, then the last one for ever.
pub(crate) struct Names {
    answers: Vec<Vec<IpAddr>>,
    asked: AtomicUsize,
    names: Mutex<Vec<String>>,
}

impl Names {
    pub(crate) fn answering(answers: &[&[&str]]) -> Arc<Self> {
        let answers =
            answers.iter().map(|answer| answer.iter().map(|ip| ip.parse().unwrap()).collect()).collect();
        Arc::new(Self { answers, asked: AtomicUsize::new(0), names: Mutex::default() })
    }

    /// The names that were asked for, in order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.names.lock().unwrap().clone()
    }
}

impl Lookup for Names {
    fn lookup(&self, name: &str) -> Lookups {
        self.names.lock().unwrap().push(name.to_owned());
        let turn = self.asked.fetch_add(1, Ordering::Relaxed);
        let answer = self.answers.get(turn).or(self.answers.last()).cloned();
        Box::pin(async move { answer.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such name")) })
    }
}

//! `longwire serve`

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use longwire_pipeline::Pipeline;
use longwire_pipeline::worker::{self, Scheduling};
use longwire_store::{WorkerLease, WorkerLeaseTaken};
use longwire_web::{Front, Serving};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

use super::{Global, wait};
use crate::settings::Settings;
use crate::wire;

/// Poll, archive and serve: the whole service in one process
///
/// Ends on an interrupt or SIGTERM after running jobs have ended; what is not done stays on the
/// queue. /healthz answers while the process lives, /readyz while the archive can be read.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire serve
  longwire serve --listen 0.0.0.0:8080 --set public_url=https://example.org/news/")]
pub(crate) struct Serve {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
}

/// How long requests and jobs may take to end once the service is told to stop.
const GRACE: Duration = Duration::from_secs(20);

pub(super) fn run(global: &Global, args: &Serve) -> Result<u8> {
    let listen = args.listen.iter().map(|listen| ("listen", listen.clone())).collect::<Vec<_>>();
    let settings = global.settings(&listen)?;
    wire::log_to_stderr(&settings.log);
    let data = global.data()?;
    let store = wire::store(&data)?;
    let lease = worker_lease(&*store, "longwire serve")?;
    let service = wire::service(&settings, store, &data, Some(wire::welcome_key()?))?;
    wait::runtime()?.block_on(async {
        let listener = TcpListener::bind(settings.listen).await.with_context(|| {
            format!(
                "{} can not be listened on; is another server using it? --listen names another",
                settings.listen
            )
        })?;
        let here = listener.local_addr()?;
        println!("serving on http://{here}/");
        if let Some(link) = first_run(&settings, &service.1, here)? {
            // Talk, and whoever starts us may have closed standard output after the address.
            eprintln!("nobody owns it yet; choose the owner's password at {link}");
        }
        until_stopped(&settings, service, lease, listener).await
    })
}

/// Where the owner's first password is chosen; `None` where there is one.
pub(super) fn first_run(settings: &Settings, front: &Front, here: SocketAddr) -> Result<Option<String>> {
    let Some(path) = front.welcome_path()? else { return Ok(None) };
    let root = match &settings.public_url {
        Some(url) => url.as_str().trim_end_matches('/').to_owned(),
        None => format!("http://{here}"),
    };
    Ok(Some(root + &path))
}

/// The right to fetch for a data folder, or who has it.
pub(super) fn worker_lease(store: &dyn longwire_store::Store, who: &str) -> Result<WorkerLease> {
    match store.take_worker_lease(&format!("{who} (process {})", std::process::id()))? {
        WorkerLeaseTaken::Taken(lease) => Ok(lease),
        WorkerLeaseTaken::HeldBy { holder } => {
            bail!("{holder} already serves this data folder; stop it, or name another folder with --data")
        }
    }
}

/// Works and serves until the process is told to stop, then ends both in order.
pub(super) async fn until_stopped(
    settings: &Settings,
    (pipeline, front): (Arc<Pipeline>, Front),
    lease: WorkerLease,
    listener: TcpListener,
) -> Result<u8> {
    let (stop, stopped) = watch::channel(false);
    let web = serve_on(listener, settings, front, stopped.clone())?;
    let work = tokio::spawn(worker::work(pipeline, Scheduling::On, stopped, GRACE));
    signal().await?;
    eprintln!("stopping; a second interrupt ends at once");
    let _ = stop.send(true);
    let ended = async {
        if let Ok(Err(error)) = web.await {
            tracing::error!(%error, "serving ended");
        }
        let _ = work.await;
    };
    tokio::select! {
        () = ended => {}
        again = signal() => again?,
    }
    drop(lease);
    Ok(0)
}

/// Most threads that answer requests where nobody says how many: more serve no more readers, but cost memory.
const THREADS_MAX: usize = 4;

/// Serves on threads of its own, which a second interrupt does not wait for; tells how it ended.
fn serve_on(
    listener: TcpListener,
    settings: &Settings,
    front: Front,
    stopped: watch::Receiver<bool>,
) -> Result<oneshot::Receiver<std::io::Result<()>>> {
    let processors = || std::thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX);
    let serving = Serving {
        thread_count: settings.serve_threads.unwrap_or_else(processors),
        connections_max: settings.connections,
        grace: GRACE,
        ..Serving::default()
    };
    let (ended, told) = oneshot::channel();
    let listener = listener.into_std()?;
    std::thread::Builder::new().name("serve".to_owned()).spawn(move || {
        let _ = ended.send(longwire_web::serve(listener, &front, &serving, &stopped));
    })?;
    Ok(told)
}

/// Waits for an interrupt or, on Unix, SIGTERM.
async fn signal() -> Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupt = tokio::signal::ctrl_c() => interrupt?,
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
}

//! A browser as a process: begun with a pipe to speak through, ended with all its children.
//!
//! It has no way out of its own. Its proxy is a closed port, no name resolves,
//! and it knows nothing of our environment: what it shows came through the pipe.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::mpsc::{Receiver, channel};

/// Largest message of the browser that is read, in bytes.
const MESSAGE_BYTES_MAX: u64 = 64 << 20;

/// Messages that wait to be read; a browser that talks on waits for us.
const MESSAGES_WAITING: usize = 64;

/// The browser reads its orders from the third descriptor and answers on the
/// fourth; the shell puts our two pipes there, since nothing else may.
const SHELL: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;

/// What every browser is begun with.
const ARGUMENTS: &[&str] = &[
    "--headless",
    "--remote-debugging-pipe",
    // No way out: a proxy that is not there, for loopback too, and no names.
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--mute-audio",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--blink-settings=imagesEnabled=false",
    // One process for all frames, so that all their requests are seen in one place.
    "--disable-features=IsolateOrigins,site-per-process,Translate",
];

/// Names a folder for each browser of this process.
static COUNT: AtomicU64 = AtomicU64::new(0);

/// A running browser. Dropped, it is killed with its whole process group and its folder removed.
pub(super) struct Browser {
    child: Child,
    orders: ChildStdin,
    /// What it says, one JSON text each; ends when it does.
    pub(super) messages: Receiver<Vec<u8>>,
    profile: PathBuf,
}

impl Browser {
    /// Begins a browser with an empty profile below `folder`.
    pub(super) fn begin(program: &Path, folder: &Path, sandbox: bool) -> std::io::Result<Self> {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let profile = folder.join(format!("{}-{number}", std::process::id()));
        std::fs::create_dir_all(&profile)?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", SHELL]).arg(program).args(ARGUMENTS);
        if !sandbox {
            command.arg("--no-sandbox");
        }
        let mut user_data = std::ffi::OsString::from("--user-data-dir=");
        user_data.push(&profile);
        command.arg(user_data).env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command.env("HOME", &profile).env("TMPDIR", &profile).env("LANG", "C.UTF-8");
        command.current_dir(&profile).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        #[cfg(unix)]
        command.process_group(0);
        let begun = command.kill_on_drop(true).spawn();
        let mut child = begun.inspect_err(|_| drop(std::fs::remove_dir_all(&profile)))?;
        let (orders, answers) = (child.stdin.take(), child.stdout.take());
        let (Some(orders), Some(answers)) = (orders, answers) else {
            return Err(std::io::Error::other("the browser has no pipes"));
        };
        let (tell, messages) = channel(MESSAGES_WAITING);
        tokio::spawn(async move {
            let mut answers = BufReader::new(answers);
            loop {
                let mut message = Vec::new();
                let read = (&mut answers).take(MESSAGE_BYTES_MAX).read_until(0, &mut message).await;
                if read.is_err() || message.pop() != Some(0) || tell.send(message).await.is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, orders, messages, profile })
    }

    /// Gives it an order.
    pub(super) async fn order(&mut self, message: &serde_json::Value) -> std::io::Result<()> {
        let mut written = message.to_string().into_bytes();
        written.push(0);
        self.orders.write_all(&written).await
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(group) =
            self.child.id().and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw)
        {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.child.start_kill();
        // Its children may still write for a moment.
        let profile = self.profile.clone();
        std::thread::spawn(move || {
            for _ in 0..20 {
                if std::fs::remove_dir_all(&profile).is_ok() || !profile.exists() {
                    return;
                }
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
        });
    }
}

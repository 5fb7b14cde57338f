//! The program under test, with a data folder of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// A data folder, and the program run on it.
pub(crate) struct Program {
    folder: TempDir,
}

impl Program {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A path in the test's own folder, beside the data.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_longwire"));
        command.env_clear().env("LONGWIRE_DATA", self.data()).env("LONGWIRE_ALLOW_PRIVATE", "127.0.0.0/8");
        // A proxy that is not there: loopback must go around it.
        command.env("http_proxy", "http://127.0.0.1:9").args(args).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs a command that must end with 0 and gives what it printed.
    #[track_caller]
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(
            output.status.success(),
            "{args:?} ended with {}: {}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Every line of the JSON Lines export.
    pub(crate) fn exported(&self) -> Vec<serde_json::Value> {
        let to = self.beside("export");
        self.ok(&["export", "--to", to.to_str().unwrap(), "--format", "jsonl"]);
        let text = std::fs::read_to_string(to.join("articles.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    pub(crate) fn serve(&self) -> Served {
        Self::started(&mut self.command(&["serve", "--listen", "127.0.0.1:0"]))
    }

    /// Serves at an address that others know.
    pub(crate) fn serve_publicly(&self, settings: &[(&str, &str)]) -> Served {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        self.serve_publicly_at(&free.to_string(), settings)
    }

    /// Serves again at an address that others know already.
    pub(crate) fn serve_publicly_at(&self, addr: &str, settings: &[(&str, &str)]) -> Served {
        let mut command = self.command(&["serve", "--listen", addr]);
        command.env("LONGWIRE_PUBLIC_URL", format!("http://{addr}/")).envs(settings.iter().copied());
        Self::started(&mut command)
    }

    fn started(command: &mut Command) -> Served {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let addr = line.trim().trim_start_matches("serving on http://").trim_end_matches('/').to_owned();
        assert!(addr.contains(':'), "serve said {line:?}");
        Served { child, addr }
    }
}

/// A running service; killed when dropped.
pub(crate) struct Served {
    pub child: Child,
    pub addr: String,
}

impl Served {
    /// Status, header section and body of a GET.
    pub(crate) fn get(&self, path: &str, headers: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.addr).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.addr)
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head.to_lowercase(), body.to_owned())
    }

    /// Status and body of the answer to a POST of a form, or of what a header says it is.
    pub(crate) fn post(&self, path: &str, headers: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.addr).unwrap();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            self.addr,
            body.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    /// Ends the service as a service manager does, and gives its exit status.
    pub(crate) fn terminate(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The files in a folder, sorted.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

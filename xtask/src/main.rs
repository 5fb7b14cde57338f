//! The project's own automation: `cargo run -p xtask -- tidy`.

use std::path::Path;
use std::process::ExitCode;

mod tidy;

const USAGE: &str = "Usage: cargo run -p xtask -- tidy

  tidy   check the rules of the house that no compiler knows

Exit status: 0 the house is tidy, 1 it is not, 2 it could not be looked at.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the workspace's folder");
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["tidy"] => match tidy::run(root) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::from(1),
            Err(error) => {
                eprintln!("error: {error:#}");
                ExitCode::from(2)
            }
        },
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

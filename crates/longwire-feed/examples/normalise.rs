//! Prints a feed as one line of normalised JSON.
//!
//! `normalise [--url URL] [--content-type TYPE] [--content-location URL] FILE`
//!
//! Exit status: 0 a feed was printed, 1 the file holds none.

use std::process::ExitCode;

use longwire_feed::{Hint, normalised_json, parse};

fn main() -> ExitCode {
    let mut hint = Hint::default();
    let mut file = String::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--url" => hint.url = arguments.next().and_then(|url| url.parse().ok()),
            "--content-type" => hint.content_type = arguments.next(),
            "--content-location" => hint.content_location = arguments.next(),
            _ => file = argument,
        }
    }
    let bytes = match std::fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    };
    match parse(&bytes, &hint) {
        Ok(feed) => {
            println!("{}", normalised_json(&feed));
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{file}: {reason}");
            ExitCode::FAILURE
        }
    }
}

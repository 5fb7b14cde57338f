//! Longwire gives people the news in full and keeps it: one program.
//!
//! This crate reads the environment, joins the parts and maps outcomes to exit
//! codes; everything else lives in the rooms it wires together.

mod cli;
mod clock;
mod rules;
mod settings;
mod wire;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}

//! `longwire settings`

use std::io::Write;

use anyhow::Result;
use clap::Args;

use super::Global;
use crate::settings::ROWS;

/// Show every setting, its value, where that was written, and what it does
#[derive(Args, Debug)]
#[command(
    after_help = "A setting is written as a flag (--set pace=2s), a variable (LONGWIRE_PACE=2s) or a line of
longwire.toml in the data folder (pace = \"2s\"). The first of these counts."
)]
pub(crate) struct SettingsCommand {}

pub(super) fn run(global: &Global, _args: &SettingsCommand) -> Result<u8> {
    let written = global.written(&[])?;
    let mut out = std::io::stdout().lock();
    for row in ROWS {
        let (value, from) = written.get(row);
        let shown = match (row.secret, value) {
            (_, "") => "none".to_owned(),
            (true, _) => "(set, not shown)".to_owned(),
            (false, value) => value.to_owned(),
        };
        writeln!(out, "{} = {shown}  [{from}]\n    {}\n    {}", row.name, row.unit, row.help)?;
    }
    Ok(0)
}

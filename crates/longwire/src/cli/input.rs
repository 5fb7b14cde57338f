//! Files, standard input and compressed files as bytes.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Largest input that is read, in bytes after decompression.
pub(super) const INPUT_BYTES_MAX: u64 = 256 << 20;

/// Reads a file, or standard input for `-`; a name ending in `.gz` is decompressed.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    let shown = path.display();
    if path == Path::new("-") {
        return bounded(std::io::stdin().lock()).context("standard input");
    }
    let file = std::fs::File::open(path).with_context(|| shown.to_string())?;
    let bytes = if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz")) {
        bounded(flate2::read::MultiGzDecoder::new(file))
    } else {
        bounded(file)
    };
    bytes.with_context(|| shown.to_string())
}

fn bounded(input: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(INPUT_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > INPUT_BYTES_MAX {
        bail!("larger than {} MiB", INPUT_BYTES_MAX >> 20);
    }
    Ok(bytes)
}

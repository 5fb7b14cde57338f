//! Files, standard input and compressed files as bytes.

use std::io::{self, ErrorKind, Read};
use std::path::Path;

use anyhow::{Context, Error, Result, anyhow, bail};

/// Largest input that is read, in bytes after decompression.
pub(super) const INPUT_BYTES_MAX: u64 = 256 << 20;

/// Reads a file, or standard input for `-`; a name ending in `.gz` is decompressed.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    let shown = path.display();
    if path == Path::new("-") {
        return bounded(std::io::stdin().lock()).context("standard input");
    }
    let told = |error: Error| anyhow!("{shown}: {}", in_words(&error));
    let file = std::fs::File::open(path).map_err(|error| told(error.into()))?;
    let bytes = if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz")) {
        bounded(flate2::read::MultiGzDecoder::new(file))
    } else {
        bounded(file)
    };
    bytes.map_err(told)
}

/// Why a file could not be read, and what to do.
fn in_words(error: &Error) -> String {
    let reason = match error.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(ErrorKind::NotFound) => "there is no such file",
        Some(ErrorKind::IsADirectory) => "this is a folder; name a file in it",
        Some(ErrorKind::PermissionDenied) => "it may not be read; see its permissions",
        Some(ErrorKind::UnexpectedEof | ErrorKind::InvalidInput | ErrorKind::InvalidData) => {
            "the compressed data is cut off or damaged; get the file again"
        }
        _ => return error.to_string(),
    };
    reason.to_owned()
}

fn bounded(input: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(INPUT_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > INPUT_BYTES_MAX {
        bail!("larger than {} MiB", INPUT_BYTES_MAX >> 20);
    }
    Ok(bytes)
}

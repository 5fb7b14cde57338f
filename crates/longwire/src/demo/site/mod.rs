//! The five sites, in the order in which they are added.

mod merrow;
mod minato;
mod northport;
mod riverside;
mod tideland;

use super::house::{House, PictureFile};

/// All sites.
pub(crate) static HOUSES: [&House; 5] =
    [&riverside::HOUSE, &tideland::HOUSE, &northport::HOUSE, &minato::HOUSE, &merrow::HOUSE];

/// A picture of 1280 by 720, with a small variant where it is no chart.
const fn wide(
    path: &'static str,
    bytes: &'static [u8],
    small: Option<(&'static str, &'static [u8])>,
) -> PictureFile {
    PictureFile { path, bytes, size: (1280, 720), small }
}

/// A picture in one size.
const fn plain(path: &'static str, bytes: &'static [u8], size: (u32, u32)) -> PictureFile {
    PictureFile { path, bytes, size, small: None }
}

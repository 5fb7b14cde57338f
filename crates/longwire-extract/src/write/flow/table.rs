//! Whether a table holds data or only arranged a page.

use super::{Flow, Frame, is_cell};
use crate::write::tag::Tag;

/// Weighted characters above which a cell holds prose rather than a datum.
const CELL_WEIGHT_MAX: u32 = 400;

/// What is known of a table once it was written.
#[derive(Default)]
pub(super) struct Notes {
    /// Where its rows, cells and caption opened.
    pub(super) parts: Vec<usize>,
    /// Runs whose paragraphs were left out.
    pub(super) bare_runs: Vec<usize>,
    /// Runs in all cells.
    pub(super) runs: usize,
    /// It holds another table.
    pub(super) nested: bool,
    filled_cells: usize,
    headers: usize,
    columns: usize,
    /// Rows with text in more than one cell.
    wide_rows: usize,
    long_cells: usize,
    picture_cells: usize,
}

impl Notes {
    /// A table holds data if it has rows and columns of short content. Looked at
    /// is only what was written, so that the answer is the same a second time.
    pub(super) fn is_data(&self) -> bool {
        let short = self.long_cells * 4 <= self.filled_cells;
        let text = self.picture_cells * 2 < self.filled_cells;
        let wanted_rows = if self.headers > 0 { 1 } else { 2 };
        !self.nested && short && text && self.columns > 1 && self.wide_rows >= wanted_rows
    }
}

impl Flow {
    /// Writes a part of a table down in the table's notes.
    pub(super) fn note_in_table(&mut self, frame: &Frame, tag: Tag, alone: bool) {
        let weight = self.weight - frame.weight_before;
        let part = matches!(tag, Tag::Caption | Tag::Thead | Tag::Tbody | Tag::Tr | Tag::Td | Tag::Th);
        if !part {
            return;
        }
        let Some(notes) = self.frames.iter_mut().rev().find_map(|frame| frame.table.as_mut()) else { return };
        notes.parts.push(frame.open);
        if is_cell(frame.tag) || tag == Tag::Caption {
            notes.runs += frame.runs;
            if alone {
                notes.bare_runs.push(frame.first_run);
            }
        }
        if is_cell(frame.tag) && frame.filled {
            notes.filled_cells += 1;
            notes.headers += usize::from(tag == Tag::Th);
            notes.long_cells += usize::from(frame.long || weight > CELL_WEIGHT_MAX);
            notes.picture_cells += usize::from(frame.pictures > 0);
        }
        if tag == Tag::Tr {
            notes.columns = notes.columns.max(frame.cells);
            notes.wide_rows += usize::from(frame.filled_cells > 1);
        }
    }

    /// Forgets notes on parts that were taken out again.
    pub(super) fn trim_notes(&mut self) {
        let len = self.tape.len();
        if let Some(notes) = self.frames.iter_mut().rev().find_map(|frame| frame.table.as_mut()) {
            while notes.parts.pop_if(|part| *part >= len).is_some() {}
            while notes.bare_runs.pop_if(|run| *run >= len).is_some() {}
        }
    }
}

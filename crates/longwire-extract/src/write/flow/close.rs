//! What a block turns out to be when it ends.
//!
//! Only then is known whether anything was written in it, whether its only run
//! needs a paragraph, whether a figure shows something and a table holds data.
//! What does not stay loses its tags; its runs become its parent's.

use super::{Caption, Flow, Frame, is_cell};
use crate::write::tag::Tag;

impl Flow {
    /// Ends the innermost block.
    pub(super) fn pop(&mut self) {
        let Some(mut frame) = self.frames.pop_if(|frame| frame.tag.is_some()) else { return };
        let tag = frame.tag.expect("a frame with a tag was asked for");
        if tag == Tag::Table {
            self.tables -= 1;
        }
        if !frame.filled && !is_cell(frame.tag) {
            self.take_out(&frame);
            return;
        }
        let alone = frame.runs == 1 && holds_bare_run(tag);
        if alone {
            self.tape.set_bare(frame.first_run, true);
        }
        self.tape.close(frame.open);
        let stays = match tag {
            Tag::Figure => !frame.nested && (frame.whole || (frame.caption.is_some() && frame.runs > 0)),
            Tag::Details => frame.whole,
            Tag::Table => frame.table.as_ref().is_none_or(|notes| notes.is_data()),
            _ => true,
        };
        if !stays && let Some(caption) = frame.caption.take_if(|caption| caption.bound) {
            if frame.runs == 0 && !frame.nested {
                self.take_out(&frame);
                return;
            }
            self.tape.erase(caption.open);
        }
        if stays {
            self.note_in_table(&frame, tag, alone);
            self.note_in_parent(&frame, tag);
        } else {
            self.unwrap(&frame);
        }
    }

    /// Takes a block out with all that was written in it.
    fn take_out(&mut self, frame: &Frame) {
        self.tape.truncate(frame.start);
        self.trim_notes();
        self.top().rule_due |= frame.rule_before;
    }

    fn note_in_parent(&mut self, frame: &Frame, tag: Tag) {
        self.note_around(tag);
        let parent = self.top();
        parent.filled |= frame.filled;
        match tag {
            Tag::Figcaption => {
                let Frame { open, runs, first_run, bound, .. } = *frame;
                parent.caption = Some(Caption { open, runs, first_run, bound });
            }
            Tag::Summary => parent.whole = true,
            Tag::Td | Tag::Th => {
                parent.cells += 1;
                parent.filled_cells += usize::from(frame.filled);
            }
            _ => {}
        }
    }

    /// Takes the tags of a block out; its runs become its parent's.
    fn unwrap(&mut self, frame: &Frame) {
        self.tape.unwrap(frame.open);
        if frame.runs == 1 {
            self.tape.set_bare(frame.first_run, false);
        }
        let (mut runs, mut first_run) = (frame.runs, frame.first_run);
        if let Some(caption) = frame.caption {
            self.tape.unwrap(caption.open);
            self.tape.set_bare(caption.first_run, false);
            first_run = if runs == 0 { caption.first_run } else { first_run };
            runs += caption.runs;
        }
        if let Some(notes) = &frame.table {
            for &part in &notes.parts {
                self.tape.unwrap(part);
            }
            for &run in &notes.bare_runs {
                self.tape.set_bare(run, false);
            }
            runs += notes.runs;
            first_run = notes.bare_runs.first().copied().unwrap_or(first_run);
        }
        let parent = self.top();
        if parent.runs == 0 {
            parent.first_run = first_run;
        }
        parent.runs += runs;
        parent.filled |= frame.filled;
    }

    /// Tells the blocks around what one of their parts makes of them.
    fn note_around(&mut self, tag: Tag) {
        match tag {
            Tag::Figure => {
                for outer in self.frames.iter_mut().rev().take_while(|frame| !frame.nested) {
                    outer.nested = outer.tag == Some(Tag::Figure);
                }
            }
            Tag::Table | Tag::Pre | Tag::Blockquote => self.show_in_figure(),
            _ => {}
        }
        if self.tables > 0
            && (tag.is_heading() || matches!(tag, Tag::Pre | Tag::Blockquote))
            && let Some(cell) = self.frames.iter_mut().rfind(|frame| is_cell(frame.tag))
        {
            cell.long = true;
        }
    }

    pub(super) fn show_in_figure(&mut self) {
        if let Some(figure) = self.frames.iter_mut().rfind(|frame| frame.tag == Some(Tag::Figure)) {
            figure.whole = true;
        }
    }
}

/// Blocks whose only run needs no paragraph around it.
fn holds_bare_run(tag: Tag) -> bool {
    tag.is_leaf() || matches!(tag, Tag::Li | Tag::Dd | Tag::Td | Tag::Th | Tag::Figcaption | Tag::Figure)
}

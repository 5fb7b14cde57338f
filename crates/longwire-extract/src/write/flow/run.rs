//! Running text: white space, line breaks and the elements inside a line.

use longwire_text::cjk;
use longwire_text::space::{self, Gap};

use super::{Attribute, Flow};
use crate::write::tag::Tag;

/// Most elements of running text around one piece of text. More are left out.
const INLINE_DEPTH_MAX: usize = 32;

/// What stands for a picture where characters are looked at.
const PICTURE: char = '\u{fffc}';

/// The run of text being written.
#[derive(Default)]
pub(super) struct Run {
    /// Its paragraph, once there is one: a run without text has none.
    open: Option<usize>,
    /// White space since the last character, of the kind that collapses …
    gap: Gap,
    /// … and of the kind that does not; it is written when something follows it.
    pending: String,
    /// Line breaks since the last character.
    breaks: usize,
    last: char,
}

/// An element of running text whose end was not seen yet.
pub(super) struct Inline {
    tag: Tag,
    attrs: Vec<Attribute>,
    /// Where it opened in the current run, if it did.
    opened: Option<usize>,
    /// It was open in an earlier run.
    again: bool,
}

impl Flow {
    /// Appends text as a page holds it: white space is collapsed here.
    pub(in crate::write) fn text(&mut self, text: &str) {
        if self.leaf() == Some(Tag::Pre) {
            return self.verbatim(text);
        }
        let mut visible = None;
        for (at, c) in text.char_indices() {
            // Nearly all of most texts: letters, and single blanks between them.
            let next = || text.as_bytes().get(at + 1);
            if c.is_ascii_graphic() {
                visible.get_or_insert(at);
                continue;
            }
            if c == ' ' && visible.is_some() && next().is_some_and(u8::is_ascii_graphic) {
                continue;
            }
            let hidden = space::is_html_space(c) || is_soft(c) || space::is_ignorable(c);
            match (hidden, visible) {
                (false, None) => visible = Some(at),
                (true, Some(start)) => {
                    self.visible(&text[start..at]);
                    visible = None;
                }
                _ => {}
            }
            if hidden && self.run.open.is_some() && self.run.breaks == 0 {
                self.run.space(c);
            }
        }
        if let Some(start) = visible {
            self.visible(&text[start..]);
        }
    }

    /// A line break. Two of them end the paragraph.
    pub(in crate::write) fn line_break(&mut self) {
        match self.leaf() {
            Some(Tag::Pre) => self.run.pending.push('\n'),
            _ if self.run.open.is_some() => self.run.breaks += 1,
            _ => {}
        }
    }

    /// A picture, as part of the line.
    pub(in crate::write) fn picture<'a>(&mut self, attrs: impl IntoIterator<Item = (&'static str, &'a str)>) {
        self.note_picture();
        self.lead_in(PICTURE);
        self.tape.void(Tag::Img, attrs);
        self.run.last = PICTURE;
    }

    /// Begins an element of running text. False where it is left out, because
    /// it says what is said already or has no place.
    pub(in crate::write) fn enter_inline(&mut self, tag: Tag, attrs: Vec<Attribute>) -> bool {
        let inside = |wanted: Tag| self.inlines.iter().any(|inline| inline.tag == wanted);
        let fits = match tag {
            Tag::Rt | Tag::Rp => inside(Tag::Ruby) && !inside(Tag::Rt) && !inside(Tag::Rp),
            Tag::Span | Tag::Bdi | Tag::Bdo | Tag::Q | Tag::Sub | Tag::Sup => true,
            _ => !inside(tag),
        };
        let fits = fits && self.inlines.len() < INLINE_DEPTH_MAX;
        if fits {
            self.inlines.push(Inline { tag, attrs, opened: None, again: false });
        }
        fits
    }

    /// Ends the innermost element of running text.
    pub(in crate::write) fn leave_inline(&mut self) {
        if let Some(Inline { opened: Some(open), .. }) = self.inlines.pop() {
            self.tape.close(open);
        }
    }

    /// The end of a block where blocks have no place: a line ends.
    pub(super) fn soft_boundary(&mut self) {
        if self.run.open.is_none() {
            return;
        }
        match self.leaf() {
            Some(Tag::Pre) if self.run.pending.contains('\n') => {}
            Some(Tag::Pre) => self.run.pending.push('\n'),
            _ => self.run.breaks = self.run.breaks.max(1),
        }
    }

    /// Ends the run: what follows is another paragraph.
    pub(super) fn end_run(&mut self) {
        let Some(open) = self.run.open else {
            self.run = Run::default();
            return;
        };
        for inline in self.inlines.iter_mut().rev() {
            if let Some(open) = inline.opened.take() {
                self.tape.close(open);
                inline.again = true;
            }
        }
        self.tape.close(open);
        self.run = Run::default();
        let frame = self.top();
        frame.filled = true;
        frame.runs += 1;
        if frame.runs == 1 {
            frame.first_run = open;
        }
    }

    /// Words with single blanks between them.
    fn visible(&mut self, text: &str) {
        let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else { return };
        self.lead_in(first);
        self.tape.text(text);
        self.run.last = last;
        if self.tables > 0 {
            let blanks = text.bytes().filter(|byte| *byte == b' ').count() as u32;
            self.weight = self.weight.saturating_add(cjk::weight(text) - blanks);
        }
    }

    /// Text of `pre`: white space stays, blank lines around it do not.
    fn verbatim(&mut self, text: &str) {
        let blank = |c| c != '\n' && (space::is_html_space(c) || is_soft(c));
        for piece in text.split(|c| space::is_ignorable(c) || matches!(c, '\r' | '\u{c}')) {
            for (n, line) in piece.split('\n').enumerate() {
                if n > 0 {
                    self.run.pending.push('\n');
                }
                let trimmed = line.trim_start_matches(blank);
                let content = trimmed.trim_end_matches(blank);
                self.run.pending.push_str(&line[..line.len() - trimmed.len()]);
                if !content.is_empty() {
                    self.lead_in('x');
                    self.tape.text(content);
                }
                self.run.pending.push_str(&trimmed[content.len()..]);
            }
        }
    }

    /// Makes ready for something visible: what stood before it is settled, and
    /// every element around it is open.
    fn lead_in(&mut self, first: char) {
        let leaf = self.leaf();
        if self.run.breaks > 1 && leaf.is_none() {
            self.end_run();
        }
        let verbatim = leaf == Some(Tag::Pre);
        let mut pending = std::mem::take(&mut self.run.pending);
        if self.run.open.is_none() {
            let indent = if verbatim { pending.rfind('\n').map_or(0, |n| n + 1) } else { pending.len() };
            pending.drain(..indent);
            self.begin_run();
        } else if self.run.breaks > 0 {
            self.tape.void(Tag::Br, []);
            pending.clear();
        } else if self.run.gap.is_blank(self.run.last, first) {
            pending.push(' ');
        }
        self.run.breaks = 0;
        self.run.gap = Gap::None;
        if !pending.is_empty() {
            self.tape.text(&pending);
        }
        pending.clear();
        self.run.pending = pending;
        self.open_inlines();
    }

    fn begin_run(&mut self) {
        self.imply_children();
        self.settle_rule();
        let attrs = if self.leaf().is_some() { Vec::new() } else { self.scope_attrs(self.frame_scope()) };
        let open = self.tape.open(Tag::P, attrs.iter().map(|(name, value)| (*name, value.as_str())));
        self.run.open = Some(open);
        self.settle_anchors();
    }

    /// Names what the open run stands in for the places that were passed on the way.
    pub(super) fn settle_anchors(&mut self) {
        if !self.anchors.is_waiting() {
            return;
        }
        let holder = match self.leaf() {
            None => self.run.open,
            // These may yet lose their tags.
            Some(Tag::Summary | Tag::Caption) => None,
            Some(_) => self.frames.last().map(|frame| frame.open),
        };
        let Some(holder) = holder else { return };
        let has =
            self.tape.opened(holder).and_then(|element| self.tape.attr(element, "id")).map(str::to_owned);
        if let Some(name) = self.anchors.settle_on(has) {
            self.tape.set_id(holder, &name);
        }
    }

    /// Opens what is around but not open in this run, as long as that is paid for.
    fn open_inlines(&mut self) {
        for n in 0..self.inlines.len() {
            let inline = &self.inlines[n];
            if inline.opened.is_some() {
                continue;
            }
            if inline.again {
                let cost = 32 + inline.attrs.iter().map(|(_, value)| value.len()).sum::<usize>();
                let Some(rest) = self.again_bytes.checked_sub(cost) else { continue };
                self.again_bytes = rest;
            }
            let attrs = inline.attrs.iter().map(|(name, value)| (*name, value.as_str()));
            let open = self.tape.open(inline.tag, attrs);
            self.inlines[n].opened = Some(open);
        }
    }
}

impl Run {
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// White space after a character: it counts only once another follows.
    fn space(&mut self, c: char) {
        if space::is_html_space(c) {
            self.gap = self.gap.with(c);
        } else if is_soft(c) {
            let before = self.pending.chars().next_back().unwrap_or(self.last);
            if self.gap.is_blank(before, c) {
                self.pending.push(' ');
            }
            self.gap = Gap::None;
            self.pending.push(c);
        }
    }
}

/// Space that does not collapse, and characters that take no or empty space:
/// kept between words, never at the edge of a paragraph.
fn is_soft(c: char) -> bool {
    match c {
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{2800}' | '\u{3164}' => true,
        _ => c > '\u{7f}' && c.is_whitespace(),
    }
}

//! The clean article as a tape: what the writers read and nothing else can hold.
//!
//! A [`Tape`] is a well-nested series of events over the allow-list of
//! [`Tag`]s. The builder puts it together, the writers for HTML, plain text and
//! Markdown run along it once.
//!
//! A paragraph may be [`Element::bare`]: it holds a run of text, but its tags
//! are not written, because the run is alone in a list item or a cell.

use std::ops::Range;

use super::tag::Tag;

/// One step of a [`Tape`].
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// An element begins.
    Open(Element),
    /// An element without content: `br`, `hr`, `img`.
    Void(Element),
    /// A piece of text, unescaped.
    Text(Range<usize>),
    /// The element that was opened at this index ends.
    Close(usize),
    /// Taken out again.
    Gone,
}

/// An element of a [`Tape`].
#[derive(Clone, Debug)]
pub(crate) struct Element {
    /// Which one.
    pub(crate) tag: Tag,
    /// True where its tags are left out.
    pub(crate) bare: bool,
    attrs: Range<usize>,
}

#[derive(Clone, Debug)]
struct Attr {
    name: &'static str,
    value: Range<usize>,
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tape {
    events: Vec<Event>,
    attrs: Vec<Attr>,
    text: String,
}

impl Tape {
    /// The events, in order.
    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    /// How many events there are: the index that the next one gets.
    pub(crate) fn len(&self) -> usize {
        self.events.len()
    }

    /// The text of a span.
    pub(crate) fn str(&self, span: &Range<usize>) -> &str {
        &self.text[span.clone()]
    }

    /// Bytes of text and attributes on the tape.
    pub(crate) fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// The element opened at an index.
    pub(crate) fn opened(&self, index: usize) -> Option<&Element> {
        match self.events.get(index) {
            Some(Event::Open(element)) => Some(element),
            _ => None,
        }
    }

    /// An element's attributes, in the order they are written.
    pub(crate) fn attrs(&self, element: &Element) -> impl Iterator<Item = (&'static str, &str)> {
        self.attrs[element.attrs.clone()].iter().map(|attr| (attr.name, self.str(&attr.value)))
    }

    /// One attribute.
    pub(crate) fn attr(&self, element: &Element, name: &str) -> Option<&str> {
        self.attrs(element).find(|(n, _)| *n == name).map(|(_, value)| value)
    }

    /// Begins an element; the index closes it.
    pub(super) fn open<'a>(
        &mut self,
        tag: Tag,
        attrs: impl IntoIterator<Item = (&'static str, &'a str)>,
    ) -> usize {
        let element = self.element(tag, attrs);
        self.events.push(Event::Open(element));
        self.events.len() - 1
    }

    /// Writes an element without content.
    pub(super) fn void<'a>(&mut self, tag: Tag, attrs: impl IntoIterator<Item = (&'static str, &'a str)>) {
        let element = self.element(tag, attrs);
        self.events.push(Event::Void(element));
    }

    fn element<'a>(&mut self, tag: Tag, attrs: impl IntoIterator<Item = (&'static str, &'a str)>) -> Element {
        let start = self.attrs.len();
        for (name, value) in attrs {
            let at = self.text.len();
            self.text.push_str(value);
            self.attrs.push(Attr { name, value: at..self.text.len() });
        }
        Element { tag, bare: false, attrs: start..self.attrs.len() }
    }

    /// Appends text, joined to the text before it.
    pub(super) fn text(&mut self, text: &str) {
        let at = self.text.len();
        self.text.push_str(text);
        match self.events.last_mut() {
            Some(Event::Text(span)) if span.end == at => span.end = self.text.len(),
            _ => self.events.push(Event::Text(at..self.text.len())),
        }
    }

    /// Gives an element a name, before its other attributes.
    pub(super) fn set_id(&mut self, open: usize, id: &str) {
        let at = self.text.len();
        self.text.push_str(id);
        let start = self.attrs.len();
        if let Some(Event::Open(element)) = self.events.get_mut(open) {
            self.attrs.push(Attr { name: "id", value: at..self.text.len() });
            self.attrs.extend_from_within(element.attrs.clone());
            element.attrs = start..self.attrs.len();
        }
    }

    /// Takes an element's name away again.
    pub(super) fn drop_id(&mut self, open: usize) {
        if let Some(Event::Open(element)) = self.events.get_mut(open)
            && self.attrs.get(element.attrs.start).is_some_and(|attr| attr.name == "id")
        {
            element.attrs.start += 1;
        }
    }

    /// Gives an attribute that an element has another value.
    pub(super) fn set_attr(&mut self, open: usize, name: &str, value: &str) {
        let at = self.text.len();
        if let Some(Event::Open(element)) = self.events.get(open)
            && let Some(attr) = self.attrs[element.attrs.clone()].iter_mut().find(|attr| attr.name == name)
        {
            self.text.push_str(value);
            attr.value = at..self.text.len();
        }
    }

    /// Ends the element opened at an index.
    pub(super) fn close(&mut self, open: usize) {
        self.events.push(Event::Close(open));
    }

    /// Takes out everything from an index on.
    pub(super) fn truncate(&mut self, len: usize) {
        self.events.truncate(len);
    }

    /// Takes the element at an index out with all it holds.
    pub(super) fn erase(&mut self, open: usize) {
        for event in &mut self.events[open..] {
            let is_last = matches!(event, Event::Close(of) if *of == open);
            *event = Event::Gone;
            if is_last {
                return;
            }
        }
    }

    /// Takes the tags at an index out; what they hold stays.
    pub(super) fn unwrap(&mut self, open: usize) {
        self.events[open] = Event::Gone;
    }

    /// Whether the paragraph at an index is written without its tags. Paragraphs
    /// with attributes always keep them; a name is looked at once it is known to be needed.
    pub(super) fn set_bare(&mut self, open: usize, bare: bool) {
        if let Some(Event::Open(element)) = self.events.get_mut(open)
            && element.tag == Tag::P
            && self.attrs[element.attrs.clone()].iter().all(|attr| attr.name == "id")
        {
            element.bare = bare;
        }
    }
}

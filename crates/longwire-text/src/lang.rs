//! The language of a text, judged by the text.

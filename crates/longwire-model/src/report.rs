//! What a reader can find wrong with how an article was extracted, as kinds that have a name.

/// What is wrong with an extraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportKind {
    /// A part of the article's text is missing.
    MissingText,
    /// Text stands in it that is not the article's.
    ForeignText,
    /// The title is wrong.
    WrongTitle,
    /// A date is wrong.
    WrongDate,
    /// Something else; the note says what.
    Other,
}

impl ReportKind {
    /// Every kind, in the order in which a form shows them.
    pub const ALL: [Self; 5] =
        [Self::MissingText, Self::ForeignText, Self::WrongTitle, Self::WrongDate, Self::Other];

    /// The word for it in databases, forms and answers to programs; never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::MissingText => "missing-text",
            Self::ForeignText => "foreign-text",
            Self::WrongTitle => "wrong-title",
            Self::WrongDate => "wrong-date",
            Self::Other => "other",
        }
    }

    /// The kind with a code; `None` for no code of ours.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[cfg(test)]
mod tests;

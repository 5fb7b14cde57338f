//! People, as one line of text names them: `mail (Name)`, `Name <mail>`.

use longwire_model::Person;

/// Reads a line that names one person. `None` where it names nobody.
pub(crate) fn of_text(text: &str) -> Option<Person> {
    let text = text.trim();
    let (outside, inside) = match text.find(['(', '<']) {
        Some(at) if text.ends_with([')', '>']) => (text[..at].trim(), text[at + 1..text.len() - 1].trim()),
        _ => (text, ""),
    };
    let mail = |part: &str| is_mail(part).then(|| part.trim_start_matches("mailto:").to_owned());
    let (name, email) = match (mail(outside), mail(inside)) {
        (Some(mail), None) => (inside, Some(mail)),
        (None, Some(mail)) => (outside, Some(mail)),
        (Some(mail), Some(_)) => ("", Some(mail)),
        (None, None) => (text, None),
    };
    let name = name.trim_matches(['"', ' ']).to_owned();
    // `Name mail` without brackets, too.
    let (name, email) = match (email, name.rsplit_once(' ')) {
        (None, Some((first, last))) if is_mail(last) => {
            (first.trim_end_matches([',', ' ']).to_owned(), Some(last.to_owned()))
        }
        (email, _) => (name, email),
    };
    (!name.is_empty() || email.is_some()).then_some(Person { name, email, url: None })
}

/// Whether the text is a mail address, as far as a feed needs to know.
pub(crate) fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.len() > 2)
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | ','))
}

#[cfg(test)]
mod tests;

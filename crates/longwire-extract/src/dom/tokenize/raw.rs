//! Where the content of scripts, styles and titles ends.
//!
//! Spec: HTML Standard §13.2.5.11 to §13.2.5.31 (end tags of RCDATA, RAWTEXT and
//! script data, and what a comment in a script does to them).

/// Where the end tag of this name begins, else the text's end.
pub(super) fn end(text: &[u8], name: &[u8]) -> usize {
    memchr::memmem::find_iter(text, b"</").find(|&at| is_word(&text[at + 2..], name)).unwrap_or(text.len())
}

/// Whether a text begins with a word, in letters of either case, that ends as the names of tags do.
fn is_word(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && text.get(word.len()).is_some_and(|byte| matches!(byte, b'\t' | b'\n' | 0x0c | b' ' | b'/' | b'>'))
}

/// How far inside comments a script is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Not at all.
    Plain,
    /// After `<!--`.
    Comment,
    /// After `<!--` and `<script`: the next end tag of a script does not count.
    Script,
}

/// Where the end tag of a script begins, else the text's end.
pub(super) fn script_end(text: &[u8]) -> usize {
    let (mut depth, mut at) = (Depth::Plain, 0);
    while let Some(next) = next_sign(text, at, depth) {
        let rest = &text[next..];
        at = next + 1;
        if depth != Depth::Plain && rest.starts_with(b"-->") {
            depth = Depth::Plain;
            at = next + 3;
        } else if rest.starts_with(b"</") && is_word(&rest[2..], b"script") {
            if depth != Depth::Script {
                return next;
            }
            depth = Depth::Comment;
            at = next + 9;
        } else if depth == Depth::Plain && rest.starts_with(b"<!--") {
            depth = Depth::Comment;
            // The two hyphens may be those of its end.
            at = next + 2;
        } else if depth == Depth::Comment && rest[0] == b'<' && is_word(&rest[1..], b"script") {
            depth = Depth::Script;
            at = next + 8;
        }
    }
    text.len()
}

/// The next character that may change something.
fn next_sign(text: &[u8], from: usize, depth: Depth) -> Option<usize> {
    let found = match depth {
        Depth::Plain => memchr::memchr(b'<', &text[from..]),
        _ => memchr::memchr2(b'<', b'-', &text[from..]),
    };
    found.map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_tag_has_the_element_s_name_and_ends_it() {
        let check = |text: &str, expected: &str| {
            assert_eq!(&text[..end(text.as_bytes(), b"title")], expected, "{text}");
        };
        check("a</title>b", "a");
        check("a</TITLE >b", "a");
        check("a</title/>b", "a");
        check("a</titles></titl></title>", "a</titles></titl>");
        check("a</title", "a</title");
        check("a<title></b>", "a<title></b>");
    }

    #[test]
    fn a_comment_in_a_script_hides_one_script_element() {
        let check = |text: &str, expected: &str| {
            assert_eq!(&text[..script_end(text.as_bytes())], expected, "{text}");
        };
        check("a</script>", "a");
        check("<!-- a </script> b", "<!-- a ");
        check("<!-- <script> </script> --> </script>", "<!-- <script> </script> --> ");
        check("<!-- <script> --> </script>", "<!-- <script> --> ");
        check("<!--><script></script>", "<!--><script>");
        check("<!-- <scripts> </script>", "<!-- <scripts> ");
        check("<!-- <script></scripts></script></script>", "<!-- <script></scripts></script>");
        check("if (a --> b) </script>", "if (a --> b) ");
        check("<!-- <script> </script", "<!-- <script> </script");
    }
}

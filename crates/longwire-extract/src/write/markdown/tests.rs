use longwire_model::CleanHtml;

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(crate::write::markdown(&CleanHtml::assume_clean(html.to_owned())), expected, "{html}");
}

#[test]
fn blocks_are_separated_by_blank_lines() {
    check("", "");
    check("<h2>Head</h2><p>one<br>two</p><hr><p>three</p>", "## Head\n\none\\\ntwo\n\n---\n\nthree");
    check("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc");
    check("<pre>  x\n```\ny</pre>", "````\n  x\n```\ny\n````");
    check(
        "<figure><img src=\"https://e.org/a.jpg\" alt=\"A [b]\"><figcaption>c</figcaption></figure>",
        "![A \\[b\\]](https://e.org/a.jpg)\n\nc",
    );
}

#[test]
fn lists_are_tight_where_their_items_are() {
    check("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c");
    check("<ol start=\"9\"><li>a</li><li><p>b</p><p>c</p></li></ol>", "9. a\n10. b\n\n    c");
    check("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b");
    check("<dl><dt>t</dt><dd>d</dd></dl>", "t\n- d");
    check("<ul><li>a<pre>x\n\ny</pre></li></ul>", "- a\n  ```\n  x\n\n  y\n  ```");
}

#[test]
fn signs_become_tags_where_they_would_not_count() {
    check("<p>a <b>b</b> <i>c</i> <b><i>d</i></b> <del>e</del></p>", "a **b** *c* **_d_** ~~e~~");
    check("<p><b>中文。</b>后</p>", "<strong>中文。</strong>后");
    check("<p>前<b>中文</b>后</p>", "前**中文**后");
    check("<p><b>«a»</b> b</p>", "**«a»** b");
    check(
        "<p>H<sub>2</sub>O <ruby>漢<rt>kan</rt></ruby> <q>x</q></p>",
        "H<sub>2</sub>O <ruby>漢<rt>kan</rt></ruby> “x”",
    );
    check("<p><code>a`b</code></p>", "``a`b``");
}

#[test]
fn links_keep_their_addresses() {
    check("<p><a href=\"https://e.org/a_(b)?c&amp;d\">x</a></p>", "[x](https://e.org/a\\_\\(b\\)?c&amp;d)");
    check(
        "<p><a href=\"https://e.org/\"><img src=\"https://e.org/a.png\" alt=\"\"></a></p>",
        "[![](https://e.org/a.png)](https://e.org/)",
    );
}

#[test]
fn no_character_of_the_text_becomes_a_sign() {
    check(
        "<p># a</p><p>- b</p><p>1. c</p><p>&gt; d</p><p>+e</p>",
        "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\n\n\\+e",
    );
    check(
        "<p>*a* _b_ snake_case [c] `d` &lt;e&gt; ~f~ \\</p>",
        "\\*a\\* \\_b\\_ snake_case \\[c\\] \\`d\\` \\<e> \\~f\\~ \\\\",
    );
    check("<p>AT&amp;T &amp;amp; & &amp;#x;</p>", "AT&amp;T &amp;amp; & &amp;#x;");
    check("<p>3.5 and 1999. Then</p>", "3.5 and 1999. Then");
}

#[test]
fn tables_get_a_header_row() {
    check(
        "<table><caption>C</caption><tbody><tr><th>a</th><th>b|c</th></tr><tr><td>1</td><td>x<br>y</td></tr></tbody></table>",
        "C\n\n| a | b\\|c |\n| --- | --- |\n| 1 | x<br>y |",
    );
    check(
        "<table><tbody><tr><td colspan=\"2\">1</td><td>2</td></tr><tr><td>3</td><td>4</td><td>5</td></tr></tbody></table>",
        "| | | |\n| --- | --- | --- |\n| 1 | | 2 |\n| 3 | 4 | 5 |",
    );
}

#[test]
fn deep_nesting_does_not_multiply() {
    let html = format!("{}{}", "<blockquote>".repeat(200), "<p>x</p>".repeat(1000));
    assert!(crate::write::markdown(&CleanHtml::assume_clean(html)).len() < 1000 * 80);
}

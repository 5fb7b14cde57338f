use longwire_model::{Capture, Url};

use crate::{Extraction, Hint, Limits, Outcome, SiteRules, article};

const TITLE: &str = "Ostwick opens its new harbour bridge";

fn sentences(count: usize) -> String {
    "The council met on Tuesday to speak of the bridge, and nobody could say how long. ".repeat(count)
}

/// The text as markup in a JSON string: two paragraphs and a link.
fn body() -> String {
    let text = sentences(4);
    format!(r#"<p>{text}<\/p>\n<p onclick=x()>{text}<a href='\/b'>Whole.<\/a><\/p>"#)
}

fn read_page(head: &str, body: &str) -> Extraction {
    let url = Url::parse("https://paper.example/a").unwrap();
    let page = format!(
        "<title>{TITLE}</title><meta property=og:title content='{TITLE}'>{head}<div id=app></div>{body}\
         <footer>© The Paper</footer>"
    );
    article(
        &Capture::of_bytes(url, page.into_bytes()),
        &Hint::default(),
        &SiteRules::default(),
        &Limits::default(),
    )
}

fn read(script: &str) -> Extraction {
    read_page("", script)
}

#[track_caller]
fn has_text(got: &Extraction) {
    assert!(got.article.text.ends_with("Whole."), "{:?}", got.article.text);
    assert!(got.article.html.as_str().contains("https://paper.example/b"));
    assert!(!got.article.html.as_str().contains("onclick"));
    assert_eq!(got.outcome, Outcome::Article);
    assert_eq!(got.report.candidates[0].0, "page data");
    assert!(got.report.signals.iter().any(|signal| signal.field == "html" && signal.from == "page data"));
}

#[test]
fn an_article_that_only_scripts_would_show_is_read_from_their_data() {
    let object = format!(r#"{{"id":7,"title":"{TITLE}","content":"{}"}}"#, body());
    for script in [
        format!(
            "<script id=__NEXT_DATA__ type=application/json>{{\"props\":{{\"post\":{object}}}}}</script>"
        ),
        format!("<script>window.__INITIAL_STATE__ = {{\"a\":[1,{object}]}};(function(){{}}())</script>"),
        format!(
            "<script>window[\"q\"] = window[\"q\"] || [];window[\"q\"].push({{\"data\":{object}}})</script>"
        ),
        format!("<script>window.x = JSON.parse({});</script>", serde_json::to_string(&object).unwrap()),
    ] {
        has_text(&read(&script));
    }
}

#[test]
fn rows_of_server_components_are_read_and_what_they_refer_to() {
    let text = body().replace("\\/", "/").replace("\\n", "\n");
    let rows = format!(
        "1:I[7,[],\"\"]\n24:T{:x},{text}5:[\"$\",\"div\",null,{{\"title\":\"{TITLE}\",\"contentHtml\":\"$24\"}}]\n",
        text.len()
    );
    let push = |piece: &str| {
        format!(
            "<script>self.__next_f.push([1,{}])</script>",
            serde_json::to_string(piece).unwrap().replace("</", "<\\/")
        )
    };
    let (first, second) = rows.split_at(400);
    has_text(&read(&format!(
        "<script>(self.__next_f=self.__next_f||[]).push([0])</script>{}{}",
        push(first),
        push(second)
    )));
}

#[test]
fn a_text_that_stands_as_a_list_of_paragraphs_is_one() {
    let paragraph = sentences(3);
    let list =
        format!(r#"[{{"type":"text","content":"{paragraph}"}},{{"type":"image","url":"x"}},"{paragraph}"]"#);
    let got = read(&format!(
        "<script type=application/json>{{\"headline\":\"{TITLE}\",\"content_elements\":{list}}}</script>"
    ));
    assert_eq!(got.article.text.lines().count(), 2, "{:?}", got.article.text);
    let plain = sentences(4).replace(". ", ".\\n");
    let got = read(&format!(
        "<script type=application/json>{{\"headline\":\"{TITLE}\",\"text\":\"{plain}\"}}</script>"
    ));
    assert_eq!(got.article.text.lines().count(), 4);
    let slots = body().replace("\\n", "$$ARTICLEAD$$\\n<div>$$AD_2$$<\\/div>It costs $$ 5.\\n");
    let got = read(&format!("<script>var a = {{\"title\":\"{TITLE}\",\"body\":\"{slots}\"}}</script>"));
    assert!(!got.article.text.contains("AD") && got.article.text.contains("costs"), "{}", got.article.text);
    let escaped = body().replace('<', "&lt;").replace('>', "&gt;");
    has_text(&read(&format!("<script>var a = {{\"title\":\"{TITLE}\",\"body\":\"{escaped}\"}}</script>")));
}

#[test]
fn the_page_s_description_tells_the_article_where_no_headline_does() {
    let script = format!("<script type=application/json>{{\"p\":{{\"body\":\"{}\"}}}}</script>", body());
    let head = format!("<meta name=description content='{}'>", sentences(1));
    has_text(&read_page(&head, &script));
    assert!(!read_page("", &script).article.text.contains("council"));
}

#[test]
fn what_is_of_another_article_or_shown_already_or_not_free_is_left() {
    let object = |title: &str| {
        format!("<script type=application/json>{{\"title\":\"{title}\",\"content\":\"{}\"}}</script>", body())
    };
    let other = read(&object("Mayor of Lower Pell resigns after the vote"));
    assert!(!other.article.text.contains("council"), "{}", other.article.text);
    let shown = format!(
        "<article><h1>{TITLE}</h1><p>{0}</p><p>{0}</p></article>",
        "A ferry left at noon with the last of the cars on it. ".repeat(7)
    );
    let got = read(&format!("{shown}{}", object(TITLE)));
    assert!(!got.article.text.contains("council"));
    let beginning = "A ferry left at noon with the last of the cars on it. ".repeat(4);
    let got = read(&format!("<article><h1>{TITLE}</h1><p>{beginning}</p></article>{}", object(TITLE)));
    assert!(got.article.text.contains("ferry") && !got.article.text.contains("council"));
    let got = read(&format!("<div class='o-Paywall__box'>Subscribe</div>{}", object(TITLE)));
    assert!(!got.article.text.contains("council"));
    let paid =
        r#"<script type=application/ld+json>{"@type":"NewsArticle","isAccessibleForFree":false}</script>"#;
    assert!(!read_page(paid, &object(TITLE)).article.text.contains("council"));
}

#[test]
fn scripts_that_are_no_data_cost_little_and_give_nothing() {
    let deep = format!("<script>var a = {}</script>", "[".repeat(100_000));
    let many = format!("<script>{}</script>", "f({".repeat(100_000));
    let rows = format!(
        "<script>self.__next_f.push([1,{:?}])</script>",
        "1:Tffffffffffffffff,x\n2:Tfff,é".repeat(1_000)
    );
    let long = "<script>var a = {\"title\":\"x".to_owned() + &"y".repeat(3 << 20);
    // One text that very many values refer to.
    let body = "The council met on Tuesday to speak of the ship. ".repeat(20_000);
    let values = r#"{"title":"Another matter","body":"$24","text":["$24","$24"]},"#.repeat(20_000);
    let stream = format!("24:T{:x},{body}5:[{values}0]\n", body.len());
    let referred = format!(
        "<meta name=description content='Nothing of this stands in any of the texts.'><script>self.__next_f.push([1,{}])</script>",
        serde_json::to_string(&stream).unwrap()
    );
    for script in [deep, many, rows, long, referred] {
        assert!(read(&script).article.text.len() < 100);
    }
}

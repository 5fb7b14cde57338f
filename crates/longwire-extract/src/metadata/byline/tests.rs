use crate::metadata::tests::page;

#[track_caller]
fn check(html: &str, expected: &[&str]) {
    let body = format!("<title>A long headline of the day</title><h1>A long headline of the day</h1>{html}");
    let found = page("https://www.paper.example/a", &body);
    let names: Vec<&str> = found.authors.iter().map(|author| author.name.as_str()).collect();
    assert_eq!(names, expected, "{html}");
}

fn json_ld(author: &str) -> String {
    format!(
        r#"<script type=application/ld+json>{{"@type":"NewsArticle","headline":"A long headline of the day","author":{author}}}</script>"#
    )
}

#[test]
fn what_is_written_for_machines_names_the_authors() {
    check(
        &json_ld(r#"[{"@type":"Person","name":"Jane Doe"},{"@type":"Person","name":"John Roe"}]"#),
        &["Jane Doe", "John Roe"],
    );
    check(&json_ld(r#""By Jane Doe and John Roe""#), &["Jane Doe", "John Roe"]);
    check(&json_ld(r#"{"@type":"Person","name":["Jane Doe","John Roe"]}"#), &["Jane Doe", "John Roe"]);
    check("<meta name=author content='Jane Doe, John Roe'>", &["Jane Doe", "John Roe"]);
    check(
        "<meta name=citation_author content='Doe, Jane'><meta name=citation_author content='Roe, John'>",
        &["Jane Doe", "John Roe"],
    );
    check(
        "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Jane Doe'>",
        &["Jane Doe"],
    );
}

#[test]
fn bylines_name_the_authors_of_pages_without_data() {
    check("<p class=byline>By <a href=/author/jane>Jane Doe</a></p>", &["Jane Doe"]);
    check("<a rel=author href=/jane>Jane Doe</a>", &["Jane Doe"]);
    check("<p>By Jane Doe and John Roe | 12 September 2023</p>", &["Jane Doe", "John Roe"]);
    check("<p>Von Erika Mustermann</p>", &["Erika Mustermann"]);
    check("<small>WRITTEN BY</small><p>Jane Doe</p>", &["Jane Doe"]);
    check("<p>来源：某报 作者：张三 李四</p>", &["张三", "李四"]);
    check("<p>本报记者罗科发自北京</p>", &["罗科"]);
    check("<p>文／王小明</p>", &["王小明"]);
    check("<p>서울=홍길동 기자</p>", &["홍길동"]);
    check("<p>（责任编辑：刘林）</p>", &["刘林"]);
}

#[test]
fn roles_places_and_dates_are_cut_off() {
    check("<p class=byline>By Jane Doe, Senior Reporter</p>", &["Jane Doe"]);
    check("<p class=byline>By Jane Doe, MD, PhD</p>", &["Jane Doe"]);
    check("<p class=byline>By Jane Doe in Paris</p>", &["Jane Doe"]);
    check("<p class=author>Jane Doe Jane Doe</p>", &["Jane Doe"]);
    check("<p class=byline>View all posts by Jane Doe</p>", &["Jane Doe"]);
}

#[test]
fn sections_functions_and_sentences_are_nobody() {
    check("<meta name=author content=admin>", &[]);
    check("<p class=author>Share</p>", &[]);
    check("<p class=author>it was already too late for everybody</p>", &[]);
    check("<p>By the time they came, it was too late.</p>", &[]);
    check("<p class=author>12 September 2023</p>", &[]);
    check("<meta name=author content=https://www.facebook.com/paper>", &[]);
    check("<div class=comments><p class=author>Jane Doe</p></div>", &[]);
    check("<p class=comment-author>Jane Doe</p>", &[]);
}

#[test]
fn a_newsroom_is_named_only_where_nobody_else_is() {
    check("<meta name=author content=Reuters>", &["Reuters"]);
    check("<meta name=author content=Reuters><p class=byline>By Jane Doe</p>", &["Jane Doe"]);
    check(&json_ld(r#"{"@type":"Organization","name":"Paper Staff"}"#), &["Paper Staff"]);
    check(
        &format!(
            "{}<a rel=author href=/j>Jane Doe</a>",
            json_ld(r#"{"@type":"Organization","name":"Paper"}"#)
        ),
        &["Jane Doe"],
    );
}

#[test]
fn whoever_edited_it_is_kept_apart() {
    let html = "<h1>一个足够长的标题在这里</h1><p>作者：张三</p><p>正文在此。</p><p>（责任编辑：刘林）</p>";
    let found = page("https://www.paper.example/a", html);
    assert_eq!((found.authors[0].name.as_str(), names(&found.editors)), ("张三", "刘林".to_owned()));
    assert_eq!(found.nodes.byline.len(), 2);
    let found = page("https://www.paper.example/a", "<h1>一个足够长的标题在这里</h1><p>责编：刘林</p>");
    assert_eq!((found.authors[0].name.as_str(), names(&found.editors)), ("刘林", "刘林".to_owned()));
}

fn names(people: &[longwire_model::Author]) -> String {
    people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ")
}

#[test]
fn editors_are_named_in_many_ways() {
    let check = |html: &str, expected: &str| {
        let page = page("https://www.paper.example/a", &format!("<h1>A long headline of the day</h1>{html}"));
        assert_eq!(names(&page.editors), expected, "{html}");
    };
    check("<p>By Jane Doe</p><p>Text.</p><p>Edited by Ann Lee</p>", "Ann Lee");
    check("<p>Von Jane Doe</p><p>Text.</p><p>(Redaktion: Max Muster)</p>", "Max Muster");
    check("<p>文：林一</p><p>编辑：王五 李四</p>", "王五, 李四");
    check(
        r#"<script type=application/ld+json>{"@type":"NewsArticle","headline":"A long headline of the day",
        "editor":{"@type":"Person","name":"Ann Lee","url":"/people/ann"}}</script>"#,
        "Ann Lee",
    );
    check("<p>Editor's choice of the week</p><p>Edited by hand in 2019</p>", "");
    check("<p>The editor: a novel of New York</p>", "");
}

#[test]
fn organisations_places_and_licences_are_not_people() {
    check("<meta name=author content='Bund der Erzähler e.V.'><p>Von Jane Doe</p>", &["Jane Doe"]);
    check(
        "<meta name=author content='Landesanstalt für Wald und Forst'>",
        &["Landesanstalt für Wald und Forst"],
    );
    check("<meta name=author content='paper.de'><p>Von Jane Doe</p>", &["Jane Doe"]);
    check("<meta name=author content='Paper Redaktion, Nürnberg'>", &["Paper Redaktion, Nürnberg"]);
    check("<a rel=author href=/l>CC BY 4.0</a>", &[]);
    check("<p class=author>12 comments</p>", &[]);
}

#[test]
fn a_full_name_beside_the_headline_stands_for_an_account() {
    check("<meta name=author content=jdoe><p class=byline>By Jane Doe</p>", &["Jane Doe"]);
    check("<meta name=author content=jdoe>", &["jdoe"]);
    check("<meta name=author content='John Roe'><p class=byline>By Jane Doe</p>", &["John Roe"]);
    check("<p class=byline><span>By</span><span>Jane Doe</span></p>", &["Jane Doe"]);
}

#[test]
fn an_author_keeps_the_address_of_the_link() {
    let html = "<h1>A long headline of the day</h1><meta name=author content='Jane Doe'><span class=byline>By <a href='/people/jane'>Jane Doe</a></span>";
    let found = page("https://www.paper.example/a", html);
    assert_eq!(found.authors[0].url.as_ref().unwrap().as_str(), "https://www.paper.example/people/jane");
    assert!(!found.nodes.byline.is_empty());
}

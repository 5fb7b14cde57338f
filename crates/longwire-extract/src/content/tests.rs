use longwire_model::Capture;

use super::*;
use crate::dom::{ParseLimits, parse};
use crate::{Extraction, Hint, Limits, SiteRules, article};

fn extract(html: &str) -> Extraction {
    let url = Url::parse("https://news.example/2024/05/01/story.html").unwrap();
    article(
        &Capture::of_bytes(url, html.to_owned()),
        &Hint::default(),
        &SiteRules::default(),
        &Limits::default(),
    )
}

/// A page around a body: menu, related links, share buttons, a footer.
fn page(title: &str, body: &str) -> String {
    format!(
        "<html><head><title>{title} - The Example</title></head><body>
         <nav class=menu><ul><li><a href=/a>Home</a><li><a href=/b>World</a><li><a href=/c>Sport</a></ul></nav>
         <div class=main><h1>{title}</h1><div class=article-body>{body}</div>
         <div class=share><a href=/s>Share</a> <a href=/t>Tweet</a></div>
         <div class=related><h3>Related articles</h3><ul><li><a href=/1>Harvest begins in the south</a>
         <li><a href=/2>Bridge closed for repairs</a></ul></div></div>
         <div class=footer>Copyright 2024 The Example. All rights reserved.</div></body></html>"
    )
}

const ENGLISH: [&str; 3] = [
    "The harbour of Ostwick was closed on Tuesday after a cargo ship lost part of its load in heavy seas, the port authority said.",
    "Divers began to look for the containers in the morning, but strong currents made the work slow, and by noon only two had been found.",
    "\"We expect to open the eastern channel tomorrow,\" said the harbour master, who asked small boats to stay away until then.",
];

const CHINESE: [&str; 3] = [
    "东港市港务局星期二表示，一艘货船在大浪中丢失部分货物，港口因此暂时关闭，预计至少影响三十艘船只进出。",
    "潜水员早上开始寻找落水的集装箱，但水流很急，搜寻进展缓慢，到中午为止只找到两个。",
    "港务局负责人说：“我们希望明天重新开放东航道。”他同时提醒小型船只在此之前不要靠近。",
];

fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<p>{text}</p>\n")).collect()
}

#[test]
fn the_body_is_whole_and_nothing_else_is_in_it() {
    for (title, texts) in [("Ship loses cargo off Ostwick", &ENGLISH), ("货船失物 东港暂闭", &CHINESE)]
    {
        let got = extract(&page(title, &paragraphs(texts))).article.text;
        assert_eq!(got.lines().collect::<Vec<_>>(), texts, "{title}");
    }
}

#[test]
fn a_place_that_begins_a_paragraph_is_text() {
    let body = paragraphs(&ENGLISH).replacen(
        "The harbour",
        "<span class=article__location>Ostwick.&nbsp;</span>The harbour",
        1,
    );
    let got = extract(&page("Ship loses cargo", &body)).article.text;
    assert!(got.starts_with("Ostwick. The harbour"), "{got}");
    let linked = format!(
        "{}<p>Nobody knew in the evening how many of the containers were still afloat, <a rel=author href=/h>Jan Maas</a> \
         of the port authority wrote in a short statement to the owners of the ship.</p>",
        paragraphs(&ENGLISH)
    );
    let got = extract(&page("Ship loses cargo", &linked)).article.text;
    assert!(got.contains("afloat, Jan Maas of the port"), "{got}");
    let byline = format!("<p><span class=byline>By Jane Doe</span></p>{}", paragraphs(&ENGLISH));
    let got = extract(&page("Ship loses cargo", &byline)).article;
    assert_eq!((got.text.lines().next(), got.authors[0].name.as_str()), (Some(ENGLISH[0]), "Jane Doe"));
}

#[test]
fn a_heading_stays_only_where_something_stands_below_it() {
    let body = |end: &str| format!("{}<h2>The wider harbour</h2>{end}", paragraphs(&ENGLISH[..2]));
    let read = |end: &str| extract(&page("Ship loses cargo off Ostwick", &body(end))).article;
    let text = read("<ul class=more><li><a href=/x>More</a><li><a href=/y>Still more</a></ul>").text;
    assert_eq!(text.lines().collect::<Vec<_>>(), ENGLISH[..2]);
    let text = read(&paragraphs(&ENGLISH[2..])).text;
    assert_eq!(text.lines().nth(2), Some("The wider harbour"));
    let html = page("Ship loses cargo off Ostwick", &body(""));
    let choice = choose(&parse(&html, &ParseLimits::default()), &Evidence::default(), true);
    let heading = choice.blocks.iter().find(|note| note.text == "The wider harbour").unwrap();
    assert_eq!((heading.kept, heading.why.as_str()), (false, "is a heading with nothing below it"));
    let html = read("<img src=/a.jpg width=900 height=600>").html;
    assert!(html.as_str().contains("<h2>The wider harbour</h2>"), "{}", html.as_str());
}

#[test]
fn a_caption_goes_with_its_picture_and_not_with_the_text() {
    let figure = |n: u32| {
        format!(
            "<figure><img src=/{n}.jpg width=900 height=600><figcaption>Divers look for containers, picture {n}.\
             </figcaption></figure>"
        )
    };
    let text = |n: usize| paragraphs(&ENGLISH[n..=n]);
    let body = [figure(1), text(0), figure(2), text(1), text(2), figure(3)].concat();
    let article = extract(&page("Ship loses cargo off Ostwick", &body)).article;
    assert_eq!(article.text.lines().collect::<Vec<_>>(), ENGLISH);
    for n in 1..=3 {
        let whole = format!(
            "/{n}.jpg\" alt=\"\" width=\"900\" height=\"600\"><figcaption>Divers look for containers, picture {n}.</figcaption>"
        );
        assert!(article.html.as_str().contains(&whole), "{n}: {}", article.html.as_str());
    }
}

#[test]
fn a_caption_goes_where_its_picture_is_none_and_links_to_it_lead_to_the_page() {
    let seen = "<figure><img src=/pixel.gif width=1 height=1><figcaption id=c>Divers look for containers.</figcaption></figure>";
    let first = ENGLISH[0].replace("Ostwick", "<a href=#c>Ostwick</a>");
    let body = format!("<p>{first}</p>{seen}{}", paragraphs(&ENGLISH[1..]));
    let html = extract(&page("Ship loses cargo off Ostwick", &body)).article.html;
    assert!(!html.as_str().contains("Divers look"), "{}", html.as_str());
    assert!(
        html.as_str().contains("href=\"https://news.example/2024/05/01/story.html#c\""),
        "{}",
        html.as_str()
    );
}

#[test]
fn a_caption_too_deep_in_its_figure_is_not_looked_for() {
    let read = |levels: usize| {
        let (open, close) = ("<div>".repeat(levels), "</div>".repeat(levels));
        let figure = format!(
            "<figure><img src=/a.jpg width=900 height=600>{open}<figcaption>Divers look for containers.</figcaption>{close}</figure>"
        );
        let body = format!("{}{figure}{}", paragraphs(&ENGLISH[..2]), paragraphs(&ENGLISH[2..]));
        extract(&page("Ship loses cargo off Ostwick", &body)).article
    };
    assert!(read(caption::LEVELS_MAX - 1).html.as_str().contains("<figcaption>Divers look"));
    let deeper = read(caption::LEVELS_MAX);
    assert!(!deeper.html.as_str().contains("Divers look") && deeper.html.as_str().contains("/a.jpg"));
}

#[test]
fn a_story_told_in_pictures_has_its_captions_for_text() {
    let figures = ENGLISH
        .map(|text| format!("<figure><img src=/a.jpg width=900><figcaption>{text}</figcaption></figure>"));
    let got = extract(&page("Ship loses cargo off Ostwick", &figures.concat())).article.text;
    assert_eq!(got.lines().collect::<Vec<_>>(), ENGLISH);
}

#[test]
fn a_post_of_another_service_stays_where_the_text_around_it_stays() {
    let post = "<blockquote class=\"twitter-tweet\" data-lang=en><p lang=en dir=ltr>Two found.</p>&mdash; Ostwick Port \
                (@ostwick) <a href=\"https://twitter.com/ostwick/status/7\">May 1, 2024</a></blockquote>";
    let text = |n: usize| paragraphs(&ENGLISH[n..=n]);
    let article =
        extract(&page("Ship loses cargo", &[text(0), post.into(), text(1), text(2), post.into()].concat()))
            .article;
    let lines: Vec<_> = article.text.lines().collect();
    let post = ["Two found.", "— Ostwick Port (@ostwick) May 1, 2024"];
    assert_eq!(lines, [&ENGLISH[..1], &post, &ENGLISH[1..], &post].concat());
    assert!(article.html.as_str().contains("https://twitter.com/ostwick/status/7"));
    assert!(article.authors.is_empty(), "whoever wrote the post did not write the article");
}

#[test]
fn a_post_beside_the_article_is_left_out() {
    let aside = "<aside class=sidebar><blockquote class=twitter-tweet><p>Two found.</p></blockquote>\
                 <a href=/more>More posts</a></aside>";
    let html = page("Ship loses cargo", &paragraphs(&ENGLISH))
        .replace("<div class=share>", &format!("{aside}<div class=share>"));
    assert_eq!(extract(&html).article.text.lines().collect::<Vec<_>>(), ENGLISH);
}

#[test]
fn a_line_that_sends_the_reader_elsewhere_is_left_out() {
    let body = format!(
        "{}<p>Read more: <a href=/2>Bridge closed for repairs over the whole summer</a></p>{}",
        paragraphs(&ENGLISH[..2]),
        paragraphs(&ENGLISH[2..])
    );
    let got = extract(&page("Ship loses cargo off Ostwick", &body)).article.text;
    assert_eq!(got.lines().collect::<Vec<_>>(), ENGLISH);
}

#[test]
fn a_paragraph_that_opens_with_a_field_is_none() {
    let opened = format!("<p><strong class=location>Ostwick.</strong> {}</p>", ENGLISH[0]);
    let body = opened + &paragraphs(&ENGLISH[1..]);
    let got = extract(&page("Ship loses cargo off Ostwick", &body)).article.text;
    assert!(got.contains(ENGLISH[0]), "{got}");
}

#[test]
fn a_thread_is_all_of_its_posts() {
    let short = ["Thanks, that did it for me too.", "Same here.", "It works on the second try only."];
    let posts: String = ENGLISH
        .iter()
        .chain(&CHINESE)
        .chain(&short)
        .map(|text| {
            format!("<div class=post><div class=author>user</div><div class=content>{text}</div></div>")
        })
        .collect();
    let html = format!(
        "<html><head><meta name=generator content='phpBB'><title>Ship loses cargo</title></head>\
         <body><h1>Ship loses cargo</h1>{posts}</body></html>"
    );
    let got = extract(&html).article.text;
    for text in ENGLISH.iter().chain(&CHINESE).chain(&short) {
        assert!(got.contains(text), "{text}\n{got}");
    }
}

#[test]
fn a_body_given_again_for_the_printer_is_read_once_and_the_reason_is_told() {
    let long = ENGLISH.map(|text| format!("{text} {text}"));
    let body = paragraphs(&long.each_ref().map(String::as_str));
    let html = page("Ship loses cargo off Ostwick", &format!("{body}<div class=print>{body}</div>"));
    assert_eq!(extract(&html).article.text.lines().collect::<Vec<_>>(), long);
    let document = parse(&html, &ParseLimits::default());
    let evidence = Evidence { title: Some("Ship loses cargo off Ostwick"), ..Evidence::default() };
    let notes = choose(&document, &evidence, true).blocks;
    let copies: Vec<_> = notes.iter().filter(|note| note.text.starts_with("Divers")).collect();
    assert_eq!((copies[0].kept, copies[1].kept), (true, false));
    assert_eq!(copies[1].why, "is there already, further up");
}

#[test]
fn a_post_with_a_subject_of_its_own_is_no_further_article() {
    let post = |subject: &str, texts: &[&str]| {
        format!(
            "<div class=post><h3 class=subject>{subject}</h3><div class=content>{}</div></div>",
            texts.join(" ")
        )
    };
    let posts = post("Ship loses cargo", &ENGLISH) + &post("Re: Ship loses cargo", &CHINESE);
    let read = |generator: &str| {
        let head = format!("<meta name=generator content='{generator}'><title>Ship loses cargo</title>");
        extract(&format!("<html><head>{head}</head><body>{posts}</body></html>")).article.text
    };
    assert!(read("phpBB").contains(CHINESE[0]));
    assert!(!read("WordPress").contains(CHINESE[0]));
}

/// A page of comments below a single line that leads elsewhere, as boards for links have them.
fn discussion(kind: &str) -> String {
    let comments: String = ENGLISH
        .iter()
        .chain(&CHINESE)
        .map(|text| format!("<li class=comment><div class=comment-text><p>{text}</p></div></li>"))
        .collect();
    format!(
        "<html><head><title>Ship loses cargo</title>{kind}</head><body><div class=link>\
         <a href=/ship>Ship loses cargo</a></div><ol class=comments>{comments}{comments}</ol></body></html>"
    )
}

#[test]
fn a_page_of_comments_is_a_thread_unless_it_calls_itself_an_article() {
    let is_thread = |html: &str| {
        let document = parse(html, &ParseLimits::default());
        let page_type = match html.contains("og:type") {
            true => PageType::Article,
            false => PageType::Unknown,
        };
        let evidence = Evidence { page_type, ..Evidence::default() };
        let page = blocks::cut(&document, NodeId::ROOT, evidence.quoted());
        Table::new(&document, &page, &evidence).is_thread()
    };
    assert!(is_thread(&discussion("")));
    assert!(!is_thread(&discussion("<meta property=og:type content=article>")));
    assert!(!is_thread(&page("Ship loses cargo off Ostwick", &paragraphs(&ENGLISH))));
}

#[test]
fn the_less_a_page_is_an_article_the_less_sure_a_block_must_be_to_stay() {
    let otherness = |html: &str, page_type: PageType| {
        let document = parse(html, &ParseLimits::default());
        let evidence = Evidence { page_type, ..Evidence::default() };
        let page = blocks::cut(&document, NodeId::ROOT, evidence.quoted());
        model::otherness(&page, &Table::new(&document, &page, &evidence))
    };
    let story = otherness(&page("Ship loses cargo", &paragraphs(&ENGLISH)), PageType::Article);
    let goods: String = (1..30).map(|n| format!("<div><h3>Cup {n}</h3><span>${n}.00</span></div>")).collect();
    let shop = otherness(&page("Cups", &goods), PageType::Product);
    assert!(shop > story, "{shop} {story}");
    assert!(candidate::likely_min(shop) < candidate::likely_min(story));
    assert_eq!(otherness("", PageType::Unknown), 0.0);
}

#[test]
fn a_page_that_only_scripts_would_fill_is_read_without_them() {
    let texts: Vec<&str> = ENGLISH.into_iter().chain(CHINESE).collect();
    let post = format!("<div class=post>{}</div>", paragraphs(&texts));
    let html = format!(
        "<html><head><title>Ship loses cargo</title></head><body><div id=app>Loading</div>\
         <noscript><h1>Ship loses cargo</h1>{post}</noscript></body></html>"
    );
    let got = extract(&html).article;
    assert_eq!(got.title, "Ship loses cargo");
    assert_eq!(got.text.lines().collect::<Vec<_>>(), texts);
}

#[test]
fn lines_between_breaks_are_blocks_of_their_own() {
    let body = format!(
        "<br>　　{}<br>　　{}<br><br>　　{}<br>（责任编辑：李四）",
        CHINESE[0], CHINESE[1], CHINESE[2]
    );
    let got = extract(&page("货船失物 东港暂闭", &body)).article.text;
    for text in CHINESE {
        assert!(got.contains(text), "{got}");
    }
}

#[test]
fn a_body_split_over_siblings_survives() {
    let body = ENGLISH
        .map(|text| format!("<div class=part><p>{text}</p></div>"))
        .join("<div class=ad>Advertisement</div>");
    let got = extract(&page("Ship loses cargo off Ostwick", &body)).article.text;
    for text in ENGLISH {
        assert!(got.contains(text), "{got}");
    }
    assert!(!got.contains("Advertisement"), "{got}");
}

#[test]
fn a_page_that_scripts_would_fill_gives_its_structured_body() {
    let body = ENGLISH.repeat(4).join("\\n\\n").replace('"', "\\\"");
    let html = format!(
        "<html><head><title>Ship</title><script type=application/ld+json>
         {{\"@type\":\"NewsArticle\",\"headline\":\"Ship\",\"articleBody\":\"{body}\"}}</script></head>
         <body><div id=app></div></body></html>"
    );
    let got = extract(&html);
    assert!(got.article.text.contains("Divers began"), "{:?}", got.article.text);
    // What is not shown to strangers because it is paid for is not shown here.
    let paid = html.replace("\"headline\"", "\"isAccessibleForFree\":false,\"headline\"");
    assert!(!extract(&paid).article.text.contains("Divers began"));
}

#[test]
fn an_empty_page_has_an_empty_body() {
    for html in ["", "<html></html>", "<script>x</script>", "   "] {
        let got = extract(html);
        assert!(got.article.text.is_empty(), "{html:?}");
        assert!(matches!(got.outcome, crate::Outcome::NotArticle(_)), "{html:?}");
    }
}

#[test]
fn notes_say_of_every_block_why() {
    let html = page("Ship loses cargo off Ostwick", &paragraphs(&ENGLISH));
    let document = parse(&html, &ParseLimits::default());
    let choice = choose(&document, &Evidence::default(), true);
    let note = |text: &str| choice.blocks.iter().find(|note| note.text.starts_with(text)).unwrap();
    assert!(note("The harbour").kept);
    assert!(!note("World").kept);
    assert_eq!(note("World").why, "stands in a nav, footer or aside");
    assert!(note("The harbour").path.ends_with("div.article-body > p"), "{}", note("The harbour").path);
    assert!(choice.candidates.iter().any(|(from, _)| from == "scored tree"));
}

#[test]
fn a_wide_page_and_a_deep_one_are_read_in_time() {
    let wide = "<p>one</p>".repeat(70_000);
    assert!(extract(&wide).defects.iter().any(|defect| defect.code == "page.blocks"));
    let deep = "<div>a".repeat(20_000);
    assert!(extract(&deep).defects.iter().any(|defect| defect.code == "page.depth"));
}

#[test]
fn the_next_part_has_the_next_number_and_says_so() {
    #[track_caller]
    fn check(page: &str, link: &str, expected: Option<&str>) {
        let page = Url::parse(page).unwrap();
        let document = parse(link, &ParseLimits::default());
        assert_eq!(next_page(&document, &page, &page).as_ref().map(Url::as_str), expected, "{link}");
    }
    check("http://a.cn/n/1.htm", "<a href=1_2.htm>下一页</a>", Some("http://a.cn/n/1_2.htm"));
    check("http://a.cn/n/1_2.htm", "<a href=1_3.htm>下一页&gt;&gt;</a>", Some("http://a.cn/n/1_3.htm"));
    check("http://a.jp/x?id=5", "<a href='x?id=5&page=2'>次へ</a>", Some("http://a.jp/x?id=5&page=2"));
    check("http://a.org/story", "<link rel=next href=/story/2>", Some("http://a.org/story/2"));
    check("http://a.org/story", "<link rel=next href=/other-story>", None);
    check("http://a.org/story", "<a href=/story/2>2</a>", None);
    check("http://a.org/story/2", "<a href=/story/1>next</a>", None);
    check("http://a.org/story", "<a rel=next href='javascript:next(2)'>next</a>", None);
}

/// The share of words that two texts have in common, in order of nothing: F1 over bags of words.
fn f1(truth: &str, got: &str) -> f64 {
    let bag = |text: &str| {
        let mut bag = std::collections::HashMap::<u32, usize>::new();
        for word in super::measure::words(text, usize::MAX) {
            *bag.entry(word.hash).or_default() += 1;
        }
        bag
    };
    let (truth, got) = (bag(truth), bag(got));
    let shared: usize = truth.iter().map(|(word, count)| *count.min(got.get(word).unwrap_or(&0))).sum();
    2.0 * shared as f64 / (truth.values().sum::<usize>() + got.values().sum::<usize>()).max(1) as f64
}

#[test]
fn the_project_s_own_pages_stay_above_their_floors() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../eval");
    let floors = std::fs::read_to_string(folder.join("floors.json")).unwrap();
    let floors: std::collections::BTreeMap<String, f64> = serde_json::from_str(&floors).unwrap();
    for (name, floor) in floors {
        let read = |extension: &str| {
            std::fs::read_to_string(folder.join(format!("pages/{name}.{extension}"))).unwrap()
        };
        let got = extract(&read("html")).article.text;
        let reached = f1(&read("txt"), &got);
        assert!(reached >= floor, "{name}: {reached:.3} is below {floor}:\n{got}");
    }
}

use longwire_model::Article;
use longwire_store::NewSource;

use crate::testing::{Server, article, earlier, new_source, signed_in, url};
use crate::words::Tongue;

/// A paper's article of one story.
fn told(n: u32, title: &str) -> Article {
    let text = "秘鲁钱凯港的码头工人罢工进入第三周，工会拒绝提议。";
    Article { title: title.into(), text: text.into(), ..article(n) }
}

/// The part of a page that names related articles.
fn related(page: &str) -> Option<&str> {
    page.split("<nav class=\"related\"").nth(1)?.split("</nav>").next()
}

#[test]
fn an_article_names_others_of_its_story_with_source_and_date() {
    let server = Server::new();
    let (paper, post) = (server.source("paper", "海港日报"), server.source("post", "Quay <Post>"));
    let id = server.archive(paper, &told(1, "钱凯港码头工人罢工"));
    let path = format!("/articles/{id}");
    assert!(related(&server.get(&path).text()).is_none(), "nothing where there is nothing");
    let other = server.archive(post, &told(2, "錢凱港罷工：工會拒絕提議"));
    server.archive(post, &Article { text: "今天多云。".into(), ..told(3, "天气") });
    let page = server.get(&path).text();
    let list = related(&page).unwrap();
    for expected in [
        &*format!("href=\"/articles/{other}\" lang=\"zh-Hans\">錢凱港罷工：工會拒絕提議</a>"),
        "Quay &#60;Post&#62;",
        "<time datetime=\"2026-10-31T15:45:00+08:00\">31 October 2026, 15:45 UTC+8</time>",
    ] {
        assert!(list.contains(expected), "{expected}\n{list}");
    }
    assert_eq!(list.matches("<li").count(), 1, "{list}");
    for tongue in Tongue::ALL {
        let words = tongue.words();
        let page = server.get(&format!("{path}?lang={}", words.tag)).text();
        let heading = format!("<h2>{}</h2>", words.reader.related);
        assert!(related(&page).is_some_and(|list| list.contains(&heading)), "{heading}");
    }
    let (cookie, _) = signed_in(&server);
    let panes = format!("{cookie}; longwire_look=view_panes");
    let beside = server.get_with(&format!("/read?article={id}"), "cookie", &panes).text();
    assert!(related(&beside).is_some_and(|list| list.contains("錢凱港罷工")), "beside a list too");
    server.archive(paper, &Article { text: "补充。".into(), ..told(1, "钱凯港码头工人罢工") });
    assert!(related(&server.get(&format!("{path}/1")).text()).is_none(), "an older state is evidence only");
}

#[test]
fn a_private_article_is_named_to_its_owner_alone() {
    let server = Server::new();
    let paper = server.source("paper", "海港日报");
    let whisper = NewSource { private: true, ..new_source("whisper", "Whisper") };
    let whisper = server.store.add_source(&whisper, earlier(9)).unwrap().source_id;
    let path = format!("/articles/{}", server.archive(paper, &told(1, "钱凯港码头工人罢工")));
    let hidden = Article { url: url("https://whisper.example/2"), ..told(2, "钱凯港罢工内情") };
    server.archive(whisper, &hidden);
    let page = server.get(&path).text();
    assert!(related(&page).is_none() && !page.contains("内情") && !page.contains("Whisper"));
    let (cookie, _) = signed_in(&server);
    let page = server.get_with(&path, "cookie", &cookie).text();
    assert!(related(&page).is_some_and(|list| list.contains("内情") && list.contains("Whisper")));
}

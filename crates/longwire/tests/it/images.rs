//! The pictures of an article: fetched after it, kept by their bytes, shown from our copy.

use crate::pages::{cut_feed, page};
use crate::program::Program;
use crate::site::{Answer, Site};

/// The smallest PNG there is, with a byte of its own so that no two are the same file.
fn png(own: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\x68\x08\x02\0\0\0".to_vec();
    bytes.push(own);
    bytes
}

/// A publisher of one article with pictures of every kind.
fn gallery() -> Site {
    let site = Site::start();
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[1])));
    let figures = "<figure><img src=/a.png alt='The quay' width=640 height=360></figure>\
                   <figure><img src=/b.png alt='The crane' width=640 height=360></figure>\
                   <figure><img src=/again.png alt='The quay again' width=640 height=360></figure>\
                   <figure><img src=/drawing.png alt='The plan' width=640 height=360></figure>\
                   <figure><img src=/gone.png alt='The harbour' width=640 height=360></figure>";
    site.put("/quay/1", Answer::html(page(1).replacen("</p>", &format!("</p>{figures}"), 1)));
    site.put("/a.png", Answer::bytes("application/octet-stream", png(1)));
    site.put("/again.png", Answer::bytes("text/html", png(1)));
    site.put("/b.png", Answer::bytes("image/jpeg", png(2)));
    site.put("/drawing.png", Answer::bytes("image/png", "<svg xmlns='http://www.w3.org/2000/svg'/>"));
    site
}

#[test]
fn all_pictures_are_kept_by_their_bytes_and_shown_from_our_copy() {
    let (program, site) = (Program::new(), gallery());
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    let served = program.serve();
    let (_, _, feed) = served.get("/feeds/the-harbour-post.json", "");
    let feed: serde_json::Value = serde_json::from_str(&feed).unwrap();
    let html = feed["items"][0]["content_html"].as_str().unwrap();
    let ours: Vec<&str> = html.split("src=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let is_ours = |address: &&&str| address.contains("/images/");
    assert_eq!((ours.len(), ours.iter().filter(is_ours).count()), (5, 3), "{html}");
    assert_eq!(ours[0], ours[2], "equal files are kept once");
    assert!(html.contains(&site.url("/drawing.png")) && html.contains(&site.url("/gone.png")));
    let path = &ours[0][ours[0].find("/images/").unwrap()..];
    let (status, head, _) = served.get(path, "");
    assert_eq!(status, 200);
    assert!(head.contains("content-type: image/png") && head.contains("sandbox"), "{head}");
    let (_, _, article) = served.get("/articles/1", "Accept: text/html\r\n");
    assert!(article.contains("SVG drawing") && article.contains("does not exist (404)"), "{article}");
}

#[test]
fn a_picture_is_asked_for_with_the_page_as_its_referrer() {
    let (program, site) = (Program::new(), gallery());
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    assert_eq!(site.asked("/a.png")[0]["referer"], site.url("/quay/1"));
    for (setting, expected) in [("host", Some(site.url("/"))), ("none", None)] {
        let (program, site) = (Program::new(), Site::start());
        site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[1])));
        let picture = "</p><img src=/a.png width=640 height=360>";
        site.put("/quay/1", Answer::html(page(1).replacen("</p>", picture, 1)));
        site.put("/a.png", Answer::bytes("image/png", png(1)));
        let setting = format!("image_referrer={setting}");
        program.ok(&["add", &site.url("/feed.xml"), "--set", &setting]);
        program.ok(&["poll", "--all", "--wait", "--set", &setting]);
        let expected = expected.map(|_| site.url("/"));
        assert_eq!(site.asked("/a.png")[0].get("referer"), expected.as_ref(), "{setting}");
    }
}

#[test]
fn pictures_beyond_a_limit_stay_with_the_publisher() {
    for (limit, kept) in
        [("article_images=1", 1), ("article_images=0", 0), ("article_image_bytes=40", 1), ("image_max=20", 0)]
    {
        let (program, site) = (Program::new(), gallery());
        program.ok(&["add", &site.url("/feed.xml"), "--set", limit]);
        program.ok(&["poll", "--all", "--wait", "--set", limit]);
        let served = program.serve();
        let (_, _, feed) = served.get("/feeds/the-harbour-post.rss", "");
        let ours = feed.matches(&format!("src=\"http://{}/images/", served.addr)).count();
        // Two of the five are the same file and may both be shown from the one copy.
        assert!((kept..=2 * kept).contains(&ours), "{limit}: {ours} in {feed}");
        let (_, _, article) = served.get("/articles/1", "Accept: text/html\r\n");
        assert!(article.contains("class=\"missing\""), "{limit}");
    }
}

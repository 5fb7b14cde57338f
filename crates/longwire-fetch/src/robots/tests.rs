use super::*;

fn read(text: &str) -> Robots {
    Robots::parse(text.as_bytes(), "longwire")
}

#[track_caller]
fn check(text: &str, path: &str, allowed: bool) {
    let url = Url::parse("https://example.org").unwrap().join(path).unwrap();
    assert_eq!(read(text).allows(&url), allowed, "{path} under {text:?}");
}

#[test]
fn nothing_said_is_everything_allowed() {
    check("", "/a", true);
    check("User-agent: *\nDisallow:", "/a", true);
    check("Disallow: /", "/a", true); // belongs to no group
    check("<html>not a robots.txt</html>", "/a", true);
}

#[test]
fn our_own_group_counts_and_the_others_do_not() {
    let text = "User-agent: *\nDisallow: /\n\nUser-agent: Longwire/2.0\nDisallow: /private\n";
    check(text, "/a", true);
    check(text, "/private/a", false);
    check("User-agent: otherbot\nDisallow: /\n", "/a", true);
    check("User-agent: longwirebot\nDisallow: /\n", "/a", true);
    check("User-agent: long\nDisallow: /\n", "/a", true);
    check("User-agent: LONGWIRE\nAllow: /\nUser-agent: *\nDisallow: /", "/a", true);
    check("User-agent: longwire\n\nUser-agent: *\nDisallow: /", "/a", false); // blank lines do not end a group
}

#[test]
fn groups_of_one_agent_are_merged() {
    let text =
        "User-agent: longwire\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: longwire\nDisallow: /c";
    check(text, "/a", false);
    check(text, "/b", true);
    check(text, "/c", false);
}

#[test]
fn agents_in_a_row_share_their_rules() {
    let text = "User-agent: x\nUser-agent: longwire\nDisallow: /a\n";
    check(text, "/a", false);
    let text = "User-agent: x\nSitemap: https://example.org/s.xml\nUser-agent: longwire\nDisallow: /a\n";
    check(text, "/a", false);
}

#[test]
fn the_longest_match_decides_and_allow_wins_a_tie() {
    let text = "User-agent: *\nDisallow: /news\nAllow: /news/public\nDisallow: /news/public/old\n";
    check(text, "/news/a", false);
    check(text, "/news/public/a", true);
    check(text, "/news/public/old/a", false);
    check("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", true);
    check("User-agent: *\nAllow: /$\nDisallow: /\n", "/", true);
    check("User-agent: *\nAllow: /$\nDisallow: /\n", "/a", false);
}

#[test]
fn stars_and_dollars_match_as_the_rfc_says() {
    let rule = |pattern: &str| format!("User-agent: *\nDisallow: {pattern}\n");
    check(&rule("/*.php"), "/a/b.php?c=d", false);
    check(&rule("/*.php$"), "/a.php?c=d", true);
    check(&rule("/*.php$"), "/a.php.php", false);
    check(&rule("/a*b*c$"), "/aXXbYYc", false);
    check(&rule("/a*b*c$"), "/abcd", true);
    check(&rule("/a*b"), "/xab", true);
    check(&rule("*"), "/a", false);
    check(&rule("/fish*"), "/fishheads/yummy", false);
    check(&rule("/*ab*ab$"), "/abab", false);
    check(&rule("/*ab*ab$"), "/ab", true);
    check(&rule("/a$b"), "/a$b", false); // a dollar elsewhere is a letter
    check(&rule("/?s="), "/?s=1", false);
    check(&rule("/$"), "/", false);
}

#[test]
fn percent_encoding_is_one_and_the_same() {
    let rule = |pattern: &str| format!("User-agent: *\nDisallow: {pattern}\n");
    check(&rule("/新聞"), "/%E6%96%B0%E8%81%9E/1", false);
    check(&rule("/%e6%96%b0"), "/新", false);
    check(&rule("/%61b"), "/ab", false);
    check(&rule("/a%2Fb"), "/a/b", true); // an encoded slash is not a slash
    check(&rule("/a%2Fb"), "/a%2fb", false);
    check(&rule("/100%"), "/100%", false);
    check(&rule("/a%2Ab"), "/a*b", false);
    check(&rule("/a%2Ab"), "/acb", true);
    check(&rule("/a%24b"), "/a$b", false);
}

#[test]
fn lines_are_read_as_people_write_them() {
    check("\u{feff}user-AGENT : *  # all\r\n disallow:/a#b\r\n", "/a", false);
    check("User-agent: *\rDisallow: /a\r", "/a", false);
    check("User agent: *\nDisallow: /a", "/a", false);
    check("User-agent: *\nDisallow: a", "/a", true);
    check("User-agent: *\nnoise\n: \nDisallow: /a", "/a", false);
}

#[test]
fn robots_txt_itself_is_always_allowed() {
    check("User-agent: *\nDisallow: /", "/robots.txt", true);
}

#[test]
fn the_longest_crawl_delay_counts() {
    let delay = |text: &str| read(text).crawl_delay().map(|d| d.as_millis());
    assert_eq!(delay("User-agent: *\nCrawl-delay: 2.5"), Some(2500));
    assert_eq!(delay("User-agent: *\nCrawl-delay: 2\nCrawl-delay: 5\nCrawl-delay: 3"), Some(5000));
    assert_eq!(delay("User-agent: longwire\nDisallow: /x\nUser-agent: *\nCrawl-delay: 9"), None);
    for nonsense in ["", "-1", "0", "soon", "NaN", "inf"] {
        assert_eq!(delay(&format!("User-agent: *\nCrawl-delay: {nonsense}")), None, "{nonsense}");
    }
    assert_eq!(delay("User-agent: *\nCrawl-delay: 1e300"), Some(86_400_000));
    assert_eq!(delay("User-agent: a\nCrawl-delay: 9\nUser-agent: *\nDisallow: /x"), None);
}

#[test]
fn what_lies_beyond_500_kib_is_ignored() {
    let mut text = String::from("User-agent: *\nDisallow: /a\n");
    text.push_str(&"# filler\n".repeat(ROBOTS_BYTES_MAX / 9));
    text.push_str("Disallow: /b\n");
    check(&text, "/a", false);
    check(&text, "/b", true);
}

#[test]
fn hostile_files_cost_little() {
    let began = std::time::Instant::now();
    let stars = format!("User-agent: *\n{}", "Disallow: /*a*a*a*a*a*a*b\n".repeat(18_000));
    check(&stars, &format!("/{}", "a".repeat(4000)), true);
    check(&format!("User-agent: *\nDisallow: /{}\n", "*a".repeat(100_000)), "/aaaa", true);
    check(&"User-agent: *\n".repeat(30_000), "/a", true);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn any_bytes_are_read() {
    for text in [
        &b"\xff\xfe\x00u"[..],
        b"user-agent:\xff*\ndisallow:/\xff",
        b"%",
        b"user-agent:*\ndisallow:/%\nallow:/%f",
    ] {
        let robots = Robots::parse(text, "longwire");
        robots.allows(&Url::parse("https://example.org/%ff%").unwrap());
    }
}

use super::is_one;

#[test]
fn a_line_that_sends_elsewhere_is_a_teaser() {
    for (text, links) in [
        ("Related: Chicago is a city of ships", 0.8),
        (">> Read More: The fastest trains", 0.7),
        ("À lire aussi La natalité menacée", 0.78),
        ("Auch interessant:", 0.0),
        ("Schon gelesen?", 0.0),
        ("Weitere Beiträge aus der Kolumne:", 0.0),
        ("延伸阅读：桥梁的历史", 0.8),
        ("Never miss the latest news by signing up to our newsletter today!", 0.1),
        ("Abonnez-vous à la newsletter", 0.0),
    ] {
        assert!(is_one(text, links), "{text}");
    }
}

#[test]
fn what_a_site_says_in_its_own_cause_is_no_part_of_an_article() {
    for text in [
        "We are independent. If you buy through our links, we may earn a small commission at no cost to you.",
        "Did you like this essay? Please consider supporting our work with a gift.",
        "The best of the week, delivered to your inbox.",
        "Follow us on Instagram and Facebook for more!",
        "Copyright © 2012 The Harbour Herald. All rights reserved.",
        "Das Thema könnte dich auch interessieren:",
        "声明：本网登载此文出于传递更多信息之目的，并不意味着赞同其观点。",
        "（免責聲明：本文所載資料僅供參考，並不構成投資建議）",
        "凡注明其他来源的信息，均为转载自其他媒体，并不代表本网赞同其观点。",
        "记事・写真の無断転載を禁じます。",
    ] {
        assert!(is_one(text, 0.0), "{text}");
    }
    for text in [
        "The brokers earn a commission on each ship they sell.",
        "The union asked the town to support our workers.",
        "Facebook said that it would follow the ruling.",
        "市長在臉書粉絲專頁發文，歡迎民眾參加。",
        "作家起诉该网站未经授权转载其作品。",
        "無断転載をめぐる裁判で、会社に賠償を命じた。",
        "顾客扫描二维码付款，店家再不找零。",
        "作者说，公众号欢迎各种观点，他本人关注的不多。",
        "All rights to the song were reserved for the band, the court found.",
    ] {
        assert!(!is_one(text, 0.0), "{text}");
    }
    let long = format!("We may earn a commission. {}", "The ship sailed on. ".repeat(20));
    assert!(!is_one(&long, 0.0));
}

#[test]
fn a_sentence_that_begins_alike_is_none() {
    for (text, links) in [
        ("Related work was done by others in 1990.", 0.0),
        ("Read more books than you write.", 0.0),
        ("Mehr zum Thema finden Sie auch im wöchentlichen Zins-Check", 0.0),
        ("Relatedness is a feeling", 1.0),
        ("More from his long segment on the budget", 0.0),
        ("See also[edit]", 0.3),
        ("Sign up for the bundle with the address of your account", 0.0),
        ("The newsletter was sent to 40,000 people.", 0.0),
    ] {
        assert!(!is_one(text, links), "{text}");
    }
    let long = format!("Read more: {}", "a story ".repeat(40));
    assert!(!is_one(&long, 1.0));
}

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

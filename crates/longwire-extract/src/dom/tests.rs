use super::*;

fn outline(html: &str) -> String {
    let document = parse(html, &ParseLimits::default());
    let mut out = String::new();
    for edge in document.traverse(NodeId::ROOT) {
        match edge {
            Edge::Open(id) => match (document.element(id), document.text(id)) {
                (Some(name), _) => out.push_str(&format!("<{name}>")),
                (_, Some(text)) => out.push_str(text),
                _ => {}
            },
            Edge::Close(id) => {
                if let Some(name) = document.element(id) {
                    out.push_str(&format!("</{name}>"));
                }
            }
        }
    }
    out
}

#[test]
fn builds_the_tree_a_browser_builds() {
    assert_eq!(outline("<p>a<p>b"), "<html><head></head><body><p>a</p><p>b</p></body></html>");
    assert_eq!(
        outline("<table>x<tr><td>y</table>"),
        "<html><head></head><body>x<table><tbody><tr><td>y</td></tr></tbody></table></body></html>"
    );
    assert_eq!(outline("<b><p>a</b>b</p>"), "<html><head></head><body><b></b><p><b>a</b>b</p></body></html>");
}

#[test]
fn noscript_holds_elements() {
    let document = parse("<body><noscript><img src=a.jpg></noscript>", &ParseLimits::default());
    let image = document.first_named(NodeId::ROOT, &local_name!("img")).expect("an image");
    assert_eq!(document.attr(image, "src"), Some("a.jpg"));
}

#[test]
fn stops_at_the_depth_limit_and_says_so() {
    let deep = "<div>".repeat(20_000) + "text";
    let document = parse(&deep, &ParseLimits::default());
    assert_eq!(document.cut_short(), Some(CutShort::TooDeep));
    assert!(document.len() < 5_000);
}

#[test]
fn stops_at_the_node_limit_and_says_so() {
    let wide = "<br>".repeat(50_000);
    let document = parse(&wide, &ParseLimits { nodes_max: 1_000, ..ParseLimits::default() });
    assert_eq!(document.cut_short(), Some(CutShort::TooManyNodes));
}

#[test]
fn text_content_leaves_scripts_out() {
    let document = parse("<p>a<script>x</script><b>b</b><style>y</style>c", &ParseLimits::default());
    assert_eq!(document.text_content(NodeId::ROOT), "abc");
}

#[test]
fn a_skipped_subtree_still_closes() {
    let document = parse_fragment("<div><p>a</p></div>", &ParseLimits::default());
    let div = document.first_named(NodeId::ROOT, &local_name!("div")).expect("a div");
    let mut walk = document.traverse(div);
    assert_eq!(walk.next(), Some(Edge::Open(div)));
    walk.skip_children();
    assert_eq!(walk.next(), Some(Edge::Close(div)));
    assert_eq!(walk.next(), None);
}

#[test]
fn names_past_the_limit_are_all_unknown() {
    let html: String = (0..NAMES_MAX + 10).map(|n| format!("<x-{n}></x-{n}>")).collect();
    let document = parse(&html, &ParseLimits::default());
    let names: Vec<&str> =
        document.descendants(NodeId::ROOT).filter_map(|id| Some(&**document.element(id)?)).collect();
    assert_eq!(names.iter().filter(|name| **name == "unknown").count(), 13);
    assert_eq!((names[3], names.len()), ("x-0", NAMES_MAX + 13));
}

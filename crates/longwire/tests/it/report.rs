//! Reports of bad extractions: taken, closed, and written out for a test page.

use crate::pages::{page, paragraphs};
use crate::program::{Program, files};
use crate::site::{Answer, Site};

#[test]
fn a_report_is_written_out_with_all_that_a_test_page_needs() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/quay/1", Answer::html(page(1)));
    program.ok(&["keep", &site.url("/quay/1")]);
    program.ok(&["report", "add", &site.url("/quay/1"), "--kind", "missing-text", "--note", "the end"]);
    let listed = program.ok(&["report", "list"]);
    assert!(listed.contains("missing-text: article 1, revision 1, Quay number 1: the end"), "{listed}");
    assert!(program.ok(&["report", "show", "1"]).ends_with("the end\nopen\n"));
    program.ok(&["report", "close", "1", "--verdict", "the page breaks off"]);
    assert_eq!(program.ok(&["report", "list"]), "");
    assert!(program.ok(&["report", "list", "--all"]).contains("closed"));

    let to = program.beside("report");
    program.ok(&["report", "export", "1", "--to", to.to_str().unwrap()]);
    let names: Vec<_> = files(&to).iter().map(|p| p.file_name().unwrap().to_owned()).collect();
    assert_eq!(names, ["article.json", "captures.json", "page.html", "page.txt", "report.json"]);
    assert_eq!(std::fs::read_to_string(to.join("page.html")).unwrap(), page(1), "byte for byte");
    assert_eq!(std::fs::read_to_string(to.join("page.txt")).unwrap(), paragraphs(1).join("\n") + "\n");
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_slice(&std::fs::read(to.join(name)).unwrap()).unwrap()
    };
    assert_eq!(read("report.json")["verdict"], "the page breaks off");
    assert_eq!(read("captures.json")[0]["url"], site.url("/quay/1"));
    assert_eq!(read("article.json")["title"], "Quay number 1");
}

#[test]
fn what_can_not_be_reported_is_said() {
    let program = Program::new();
    for (args, status) in [
        (&["report", "add", "17", "--kind", "other"][..], 1),
        (&["report", "add", "17", "--kind", "ugly"], 2),
        (&["report", "show", "1"], 1),
        (&["report", "close", "1", "--verdict", "x"], 1),
        (&["report", "export", "1", "--to", "nowhere"], 1),
    ] {
        assert_eq!(program.run(args).status.code(), Some(status), "{args:?}");
    }
}

//! The record that the project began from: its format and its fields.

use crate::pages::{SEED_COLUMN, SEED_STANDFIRST, SEED_TITLE, seed_body, seed_paragraphs};
use crate::program::{Program, files};

const ADDRESS: &str = "https://www.rfi.fr/cn/%E4%B8%93%E6%A0%8F/%E8%A6%81%E9%97%BB%E8%A7%A3%E8%AF%B4/20230912-%E6%B8%AF%E5%8F%A3";

/// A record file as the full-text service's reader kept it.
fn record() -> String {
    format!(
        "<!--1694528102000-->\n[{SEED_TITLE} - {SEED_COLUMN}]({ADDRESS})\n------\n\n{}\
         <br><hr><div>获取更多RSS：<br><a href=\"https://feedx.net\" target=\"_blank\">https://feedx.net</a> <br></div>\n",
        seed_body()
    )
}

fn imported() -> Program {
    let program = Program::new();
    let folder = program.beside("records");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("000_a.txt"), record()).unwrap();
    program.ok(&["import", folder.to_str().unwrap()]);
    program
}

#[test]
fn an_untouched_record_is_given_back_byte_for_byte() {
    let program = imported();
    let to = program.beside("out");
    program.ok(&["export", "--to", to.to_str().unwrap(), "--format", "record"]);
    let written = files(&to);
    assert_eq!(written.len(), 1);
    assert_eq!(std::fs::read_to_string(&written[0]).unwrap(), record());
}

#[test]
fn a_record_gives_the_fields_that_its_marks_stand_for() {
    let lines = imported().exported();
    assert_eq!(lines.len(), 1);
    let article = &lines[0];
    assert_eq!(article["title"], SEED_TITLE);
    assert_eq!(article["section"], SEED_COLUMN);
    assert_eq!(article["url"], ADDRESS);
    assert_eq!(article["published_at"], "2023-09-12T15:45:00+02:00");
    assert_eq!(article["archived_at"], 1_694_528_102_000_i64);
    assert_eq!(article["language"], "zh-Hans");
    assert_eq!(article["authors"][0]["name"], "林岚");
    assert_eq!(article["authors"][0]["url"], "https://www.rfi.fr/cn/%E4%BD%9C%E8%80%85/%E6%9E%97%E5%B2%9A/");
    assert_eq!(article["standfirst"], SEED_STANDFIRST);
    assert_eq!(article["lead_image"]["url"], "https://s.rfi.fr/media/display/f9/w:1280/p:16x9/harbour.JPG");
    assert_eq!(article["site_name"], "RFI");
    assert_eq!(article["revision"], 1);
}

#[test]
fn a_records_text_is_its_standfirst_and_its_paragraphs_and_nothing_else() {
    let lines = imported().exported();
    let mut expected = vec![SEED_STANDFIRST.to_owned()];
    expected.extend(seed_paragraphs());
    assert_eq!(lines[0]["text"].as_str().unwrap().lines().collect::<Vec<_>>(), expected);
    let html = lines[0]["html"].as_str().unwrap();
    for mark in ["selfpromo", "获取更多RSS", "feedx", "作者："] {
        assert!(!html.contains(mark), "{mark} in {html}");
    }
}

#[test]
fn importing_again_changes_nothing() {
    let program = imported();
    let before = program.exported();
    program.ok(&["import", program.beside("records").to_str().unwrap()]);
    assert_eq!(program.exported(), before);
}

#[test]
fn a_bad_record_is_named_with_its_line_and_the_rest_is_taken_in() {
    let program = Program::new();
    let folder = program.beside("records");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("a_bad.txt"), "<!--1694528102000-->\nno brackets here\n------\n\n<p>x")
        .unwrap();
    std::fs::write(folder.join("b_good.txt"), record()).unwrap();
    let output = program.run(&["import", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("a_bad.txt") && said.contains("line 2"), "{said}");
    assert_eq!(program.exported().len(), 1);
}

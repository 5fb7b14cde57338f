use super::*;

/// One row: the line, and what of it is caption and credit; empty for none.
#[track_caller]
fn check(line: &str, caption: &str, credit: &str) {
    let (found_caption, found_credit) = split(line);
    let found = (found_caption.as_deref().unwrap_or(""), found_credit.as_deref().unwrap_or(""));
    assert_eq!(found, (caption, credit), "{line:?}");
}

#[test]
fn a_cue_before_the_name_cuts_the_credit_off() {
    check("The quay at dawn Photo: Ana Ruiz", "The quay at dawn", "Ana Ruiz");
    check("The quay at dawn. Photograph by Ana Ruiz", "The quay at dawn.", "Ana Ruiz");
    check("The quay at dawn (Photo: Ana Ruiz/AFP)", "The quay at dawn", "Ana Ruiz/AFP");
    check("The quay at dawn. © Ana Ruiz / AFP", "The quay at dawn.", "Ana Ruiz / AFP");
    check("Der Kai am Morgen | Foto: Jana Kern", "Der Kai am Morgen", "Jana Kern");
    check("夕暮れの灯台＝撮影・三浦航", "夕暮れの灯台", "三浦航");
    check("清晨的码头。摄影：王堃", "清晨的码头。", "王堃");
    check("Photo: Ana Ruiz", "", "Ana Ruiz");
}

#[test]
fn a_cue_behind_the_name_does_too() {
    check("清晨的码头 王堃 摄", "清晨的码头", "王堃");
    check("退潮後的石滬（林志豪攝）", "退潮後的石滬", "林志豪");
    check("退潮後的石滬。記者林志豪攝", "退潮後的石滬。", "林志豪");
    check("灯台の朝（三浦航撮影）", "灯台の朝", "三浦航");
}

#[test]
fn a_line_without_a_cue_is_all_caption() {
    check("The quay at dawn", "The quay at dawn", "");
    check("A photo of the quay at dawn", "A photo of the quay at dawn", "");
    check("The quay (north side)", "The quay (north side)", "");
    check("图为清晨的码头", "图为清晨的码头", "");
    check("市民在码头用手机拍摄。", "市民在码头用手机拍摄。", "");
    check("市民在码头用手机拍摄", "市民在码头用手机拍摄", "");
    check("码头一景，市民用手机拍摄", "码头一景，市民用手机拍摄", "");
    check("", "", "");
}

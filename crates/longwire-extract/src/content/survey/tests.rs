use super::survey;
use crate::content::Evidence;
use crate::dom::{ParseLimits, parse};

const BODY: &str = "<h1>Ship loses cargo</h1><p>The harbour was closed on Tuesday, the port authority said.</p><p>It opens again.</p>";
const MORE: &str = "<img src=/a.jpg><ul class=more><li>Bridge closed</li><li>Harvest begins</li></ul>";

#[test]
fn a_page_with_blocks_left_out_is_the_page_that_never_had_them() {
    let rows = |html: &str, left_out: &[bool]| {
        let document = parse(html, &ParseLimits::default());
        let rows =
            survey(&document, &Evidence { title: Some("Ship loses cargo"), ..Evidence::default() }, left_out);
        rows.into_iter().map(|row| (row.text, row.features, row.around, row.heading)).collect::<Vec<_>>()
    };
    let whole = [BODY, MORE].concat();
    assert_eq!(rows(&whole, &[false, false, false, true, true]), rows(BODY, &[]));
    assert_eq!(rows(&whole, &[false; 5]), rows(&whole, &[]));
    assert_ne!(rows(&whole, &[false, true, false, false, false]), rows(&whole, &[]));
}

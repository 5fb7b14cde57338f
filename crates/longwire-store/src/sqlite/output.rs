//! How a publication tells its articles, as a column. What is the default is not written.

use longwire_model::{Extent, Output, Script};
use rusqlite::Row;
use serde_json::{Map, Value, json};

use super::fault::Fault;
use super::row;

/// An output as a column.
pub(super) fn json(output: &Output) -> String {
    let usual = Output::default();
    let mut object = Map::new();
    if output.articles_max != usual.articles_max {
        object.insert("articles_max".into(), json!(output.articles_max));
    }
    if output.extent == Extent::Summary {
        object.insert("extent".into(), json!("summary"));
    }
    if let Some(script) = output.script {
        let name = match script {
            Script::Simplified => "simplified",
            Script::Traditional => "traditional",
        };
        object.insert("script".into(), json!(name));
    }
    if output.tells_silence {
        object.insert("tells_silence".into(), json!(true));
    }
    Value::Object(object).to_string()
}

/// Reads an output's column.
pub(super) fn read(row: &Row<'_>, column: &str) -> Result<Output, Fault> {
    let value = row::json(&row.get::<_, String>(column)?)?;
    let usual = Output::default();
    let articles_max = value["articles_max"].as_u64().and_then(|count| u16::try_from(count).ok());
    Ok(Output {
        articles_max: articles_max.unwrap_or(usual.articles_max),
        extent: if value["extent"] == "summary" { Extent::Summary } else { Extent::Full },
        script: match value["script"].as_str() {
            Some("simplified") => Some(Script::Simplified),
            Some("traditional") => Some(Script::Traditional),
            _ => None,
        },
        tells_silence: value["tells_silence"] == true,
    })
}

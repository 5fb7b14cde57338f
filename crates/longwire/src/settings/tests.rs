use super::*;

fn settings(pairs: &[(&str, &str)]) -> Result<Settings> {
    let mut written = Written::default();
    for (name, value) in pairs {
        written.add(name, (*value).to_owned(), "test")?;
    }
    Settings::new(&written)
}

#[test]
fn every_default_is_a_value_that_can_be_read() {
    let defaults = settings(&[]).expect("defaults");
    assert_eq!(defaults.pace, Duration::from_secs(1));
    assert_eq!(defaults.per_host, 1);
    assert!(defaults.listen.ip().is_loopback(), "private by default");
}

#[test]
fn strangers_may_add_sources_only_at_home() {
    assert!(settings(&[]).expect("defaults").allow_add);
    assert!(!settings(&[("listen", "0.0.0.0:80")]).expect("open").allow_add);
    assert!(settings(&[("listen", "0.0.0.0:80"), ("allow_add", "yes")]).expect("open").allow_add);
}

#[test]
fn what_is_added_first_counts() {
    let mut written = Written::default();
    written.add("pace", "2s".into(), "--pace").expect("known");
    written.add_variables([("LONGWIRE_PACE".to_owned(), "9s".to_owned())].into_iter());
    assert_eq!(Settings::new(&written).expect("read").pace, Duration::from_secs(2));
}

#[test]
fn an_unknown_name_is_refused_with_the_nearest_known_one() {
    let error = settings(&[("lisen", "x")]).expect_err("unknown").to_string();
    assert_eq!(error, "test: there is no setting lisen; did you mean listen?");
}

#[test]
fn a_wrong_value_names_the_setting_the_place_and_the_way_out() {
    let error = settings(&[("pace", "fast")]).expect_err("wrong").to_string();
    assert_eq!(error, r#"pace = "fast" (test): write a time such as 500ms, 20s, 10m, 6h, 2d or 2w"#);
}

#[test]
fn values_are_read_as_people_write_them() {
    for (text, millis) in [("500ms", 500), ("20", 20_000), ("1.5s", 1_500), ("10m", 600_000), ("0s", 0)] {
        assert_eq!(value::time(text).map(|t| t.as_millis()), Ok(millis), "{text}");
    }
    assert_eq!(value::bytes("30MiB"), Ok(30 << 20));
    assert_eq!(value::bytes("500 kB"), Ok(500_000));
    assert_eq!(value::list("a, b,,c").map(|l| l.len()), Ok(3));
    for text in ["", "s", "-1s", "1e9d", "10 years"] {
        assert!(value::time(text).is_err(), "{text}");
    }
    for text in ["", "0", "1.5MiB", "99999999999GiB"] {
        assert!(value::bytes(text).is_err(), "{text}");
    }
}

#[test]
fn every_setting_is_explained_in_every_language_of_the_pages() {
    let own = longwire_pipeline::own::NAMES.iter().map(|own| format!("source.{}", own.name));
    for name in ROWS.iter().map(|row| row.name.to_owned()).chain(own) {
        assert!(
            longwire_web::is_explained(&name),
            "{name} has no words in longwire-web/src/words/setting.rs"
        );
    }
}

#[test]
fn what_is_shown_of_settings_holds_no_secret() {
    let read = settings(&[("proxy", "http://user:word@proxy.example:3128"), ("pace", "2s")]).expect("read");
    let line = |name: &str| read.lines.iter().find(|line| line.name == name).expect("a line each").clone();
    assert_eq!((line("proxy").value, line("proxy").from.as_deref()), (None, Some("test")));
    assert_eq!(line("pace").value.as_deref(), Some("2s"));
    assert_eq!((line("workers").value.as_deref(), line("workers").from), (Some("24"), None));
    assert!(!format!("{:?}", read.lines).contains("word@"));
}

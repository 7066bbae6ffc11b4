//! Keys: where they come from, and that they go nowhere but into the request.

use std::ffi::OsString;
use std::path::Path;

use fxsens_ingest::fetch::{Client, FetchError, Key, Keys, Service};
use fxsens_testing::{Loopback, Reply};

use crate::answers::fred;
use crate::rig::{KEY, Outcome, Rig};

/// Whether a file below the folder holds the key.
fn is_written(folder: &Path) -> std::io::Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let found = if path.is_dir() {
            is_written(&path)?
        } else {
            String::from_utf8_lossy(&std::fs::read(&path)?).contains(KEY)
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

#[test]
fn the_key_is_sent_and_neither_stored_nor_said() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json(fred(&["value"], 0, 3)))?;
    let rig = Rig::new(&server)?;
    let records = rig.fetch(Service::Fred, &["UNRATE"])?;
    assert!(server.paths()[0].contains(&format!("api_key={KEY}")));
    assert!(records[0].request.contains("series_id=UNRATE"));
    assert!(!format!("{records:?}").contains(KEY));
    assert!(!rig.said.borrow().join("").contains(KEY) && rig.said.borrow().len() == 1);
    assert!(!is_written(rig.folder.path())?);
    Ok(())
}

#[test]
fn no_error_holds_the_key_even_when_the_server_repeats_it() -> Outcome {
    let repeat = format!(r#"{{"error_code":400,"error_message":"The key {KEY} is not registered"}}"#);
    let to = format!("http://other.invalid/?api_key={KEY}");
    let server = Loopback::start(move |_, path| match path {
        path if path.contains("STATUS") => Reply::json(repeat.clone()).status(400),
        path if path.contains("BODY") => Reply::json(repeat.clone()),
        path if path.contains("AWAY") => Reply::json("").status(302).header("Location", &to),
        path if path.contains("HOST") => {
            Reply::json("").status(302).header("Location", &format!("http://{KEY}.invalid/"))
        }
        path if path.contains("TYPE") => Reply::of(KEY, ""),
        path if path.contains("JSON") => Reply::json(format!("{{\"observations\": {KEY}")),
        path if path.contains("LARGE") => Reply::json("").claiming(u64::MAX),
        _ => Reply::json("{").claiming(50),
    })?;
    let rig = Rig::new(&server)?;
    for id in ["STATUS", "BODY", "AWAY", "HOST", "TYPE", "JSON", "LARGE", "SHORT"] {
        let error = rig.refusal(Service::Fred, &[id]);
        let text = format!("{error} {error:?} {:?}", error.hint());
        assert!(!text.contains(KEY), "{id}: {text}");
    }
    assert!(rig.refusal(Service::Fred, &["STATUS"]).to_string().contains("The key *** is not registered"));
    assert!(!is_written(rig.folder.path())?);
    Ok(())
}

#[test]
fn a_service_that_needs_a_key_says_where_to_put_it() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json("{}"))?;
    let rig = Rig::new(&server)?.without_keys();
    for service in [Service::Alfred, Service::Estat] {
        let error = rig.refusal(service, &["GDPC1"]);
        assert!(matches!(error, FetchError::NoKey { .. }), "{error}");
        assert!(error.hint().expect("a hint").contains("_KEY"));
    }
    assert!(server.received().is_empty());
    Ok(())
}

/// A folder of settings with a file of keys of that mode.
#[cfg(unix)]
fn folder(text: &str, mode: u32) -> std::io::Result<tempfile::TempDir> {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("fxsens/keys.toml");
    std::fs::create_dir(folder.path().join("fxsens"))?;
    std::fs::write(&path, text)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode))?;
    Ok(folder)
}

fn keys_in(folder: &tempfile::TempDir, variable: Option<&str>) -> Keys {
    let path = folder.path().as_os_str().to_owned();
    Keys::find(["FXSENS_FRED_KEY"], |name| match name {
        "XDG_CONFIG_HOME" => Some(path.clone()),
        "FXSENS_FRED_KEY" => variable.map(OsString::from),
        _ => None,
    })
}

#[cfg(unix)]
#[test]
fn a_file_of_keys_is_read_when_it_is_the_users_alone() -> Outcome {
    let folder = folder(&format!("fred = \"{KEY}\"\n"), 0o600)?;
    let keys = keys_in(&folder, None);
    assert_eq!(keys.get("fred", "FXSENS_FRED_KEY")?, Some(Key::new(KEY, "")?));
    assert_eq!(keys.get("estat", "FXSENS_ESTAT_KEY")?, None);
    let from_variable = keys_in(&folder, Some("ffff")).get("fred", "FXSENS_FRED_KEY")?;
    assert_eq!(from_variable, Some(Key::new("ffff", "")?), "the variable comes first");
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_file_of_keys_that_others_may_read_is_refused_with_what_to_do() -> Outcome {
    for mode in [0o644, 0o640, 0o604, 0o620, 0o601] {
        let folder = folder(&format!("fred = \"{KEY}\"\n"), mode)?;
        let error = keys_in(&folder, None).get("fred", "FXSENS_FRED_KEY").expect_err("refused");
        assert!(error.to_string().contains(&format!("mode {mode:04o}")), "{error}");
        assert!(error.hint().expect("a hint").contains("chmod 600"));
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_malformed_file_of_keys_is_not_quoted() -> Outcome {
    for text in [
        format!("x = 1\nfred = {KEY}\n"),
        format!("fred = \"{KEY}\n"),
        KEY.to_owned(),
        format!("fred = [\"{KEY}\"]"),
    ] {
        let folder = folder(&text, 0o600)?;
        let error = keys_in(&folder, None).get("fred", "FXSENS_FRED_KEY").expect_err("refused");
        let said = format!("{error} {error:?} {:?}", error.hint());
        assert!(!said.contains(KEY) && said.contains("line "), "{said}");
    }
    Ok(())
}

#[test]
fn a_key_is_never_shown_and_nonsense_is_no_key() {
    let key = Key::new(&format!(" {KEY}\n"), "FXSENS_FRED_KEY").expect("a key");
    assert_eq!(format!("{key:?}"), "Key(***)");
    for wrong in ["", "  ", "a b", "ü", &"x".repeat(300)] {
        let error = Key::new(wrong, "FXSENS_FRED_KEY").expect_err("refused").to_string();
        assert!(error.starts_with("FXSENS_FRED_KEY holds"), "{error}");
    }
}

#[test]
fn an_open_connection_to_another_machine_gets_no_request() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json("{}"))?;
    let rig = Rig::new(&server)?;
    let request = fxsens_ingest::fetch::Request {
        url: "http://data.example/x".into(),
        name: "x".into(),
        content_types: Vec::new(),
    };
    let key = Key::new(KEY, "")?;
    let client = Client::new("fxsens/test", rig.settings.clone(), &rig.clock);
    let error = client.get(&request, Some((&key, "api_key"))).expect_err("refused");
    assert!(matches!(error, FetchError::Address { .. }), "{error}");
    Ok(())
}

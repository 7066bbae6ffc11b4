//! What a service says when it refuses: errors come as JSON, each service in its own words.

use serde_json::Value;

/// Longest message that is repeated.
const LONGEST: usize = 300;

/// The message in a body; empty when there is none, as in a page of HTML.
pub(super) fn of(bytes: &[u8]) -> String {
    serde_json::from_slice(bytes).ok().and_then(|document| in_document(&document)).unwrap_or_default()
}

/// The message of a document that is an error; `None` for one that is not.
pub(super) fn in_document(document: &Value) -> Option<String> {
    let boj = || {
        let status = plain(&document["STATUS"]);
        let error = !status.is_empty() && status != "200";
        error.then(|| joined(&[status, plain(&document["MESSAGEID"]), plain(&document["MESSAGE"])]))
    };
    let fred = || {
        let code = plain(&document["error_code"]);
        (!code.is_empty()).then(|| joined(&[code, plain(&document["error_message"])]))
    };
    let estat = || {
        let result = document.as_object()?.values().next()?.get("RESULT")?;
        let status = plain(&result["STATUS"]);
        let error = !status.is_empty() && status != "0";
        error.then(|| joined(&[status, plain(&result["ERROR_MSG"])]))
    };
    let world_bank = || {
        let messages = document.get(0)?.get("message")?.as_array()?;
        Some(joined(&messages.iter().flat_map(|m| [plain(&m["id"]), plain(&m["value"])]).collect::<Vec<_>>()))
    };
    boj().or_else(fred).or_else(estat).or_else(world_bank).map(|text| shortened(&text))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    line.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_has_its_own_way_to_say_no() {
        for (body, expected) in [
            (
                r#"{"STATUS":400,"MESSAGEID":"M181005E","MESSAGE":"Invalid series code"}"#,
                "400 M181005E Invalid series code",
            ),
            (r#"{"error_code":400,"error_message":"Bad Request."}"#, "400 Bad Request."),
            (
                r#"{"GET_STATS_DATA":{"RESULT":{"STATUS":100,"ERROR_MSG":"認証に失敗しました。"}}}"#,
                "100 認証に失敗しました。",
            ),
            (
                r#"[{"message":[{"id":"120","key":"Invalid value","value":"The indicator was not found"}]}]"#,
                "120 The indicator was not found",
            ),
            (r#"{"STATUS":200,"RESULTSET":[]}"#, ""),
            ("<html>", ""),
            ("[[1]]", ""),
            ("3", ""),
        ] {
            assert_eq!(of(body.as_bytes()), expected, "{body}");
        }
    }
}

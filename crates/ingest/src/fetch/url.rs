//! Addresses: built, compared and led on.

use ureq::http::Uri;

/// Bytes of a query that need no encoding; the comma separates codes in several services.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~,:".contains(&byte)
}

/// A value as it stands in a query.
pub fn encode(value: &str) -> String {
    let mut text = String::new();
    for byte in value.bytes() {
        if is_plain(byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            for half in [byte >> 4, byte & 15] {
                text.push(char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    text
}

/// An address with one more parameter.
pub fn with(url: &str, name: &str, value: &str) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{name}={}", encode(value))
}

/// Host and port, `data.example:8080`; the port is left out when it is the scheme's own.
pub fn authority(url: &str) -> String {
    let Ok(uri) = url.parse::<Uri>() else { return String::new() };
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    let own = if uri.scheme_str() == Some("https") { 443 } else { 80 };
    match uri.port_u16() {
        Some(port) if port != own => format!("{host}:{port}"),
        _ => host,
    }
}

/// Whether the address is of this very machine.
pub fn is_loopback(url: &str) -> bool {
    let host = url.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned)).unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether the address may be asked: encrypted, or of this very machine.
pub fn check(url: &str) -> Result<(), String> {
    let uri: Uri = url.parse().map_err(|_| "it is not an address".to_owned())?;
    if uri.host().unwrap_or_default().is_empty() {
        return Err("it names no host".into());
    }
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err("it holds a user name".into());
    }
    match uri.scheme_str() {
        Some("https") => Ok(()),
        Some("http") if is_loopback(url) => Ok(()),
        _ => Err("it must start with https://".into()),
    }
}

/// Where `location` leads from `url`.
pub fn join(url: &str, location: &str) -> Option<String> {
    let location = location.trim();
    let uri: Uri = url.parse().ok()?;
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
    let absolute = location
        .split_once("://")
        .is_some_and(|(scheme, _)| scheme.bytes().all(|b| b.is_ascii_alphanumeric()));
    let joined = if absolute {
        location.to_owned()
    } else if let Some(rest) = location.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else {
        let folder = uri.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{authority}{folder}/{location}")
    };
    joined.parse::<Uri>().ok().filter(|uri| uri.host().is_some_and(|host| !host.is_empty())).map(|_| joined)
}

/// Whether a redirect stays where it was: the same host, and never from an encrypted connection to an open one.
pub fn stays(from: &str, to: &str) -> bool {
    let scheme = |url: &str| url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let kept = scheme(from) == scheme(to) || scheme(to).as_deref() == Some("https");
    kept && authority(from) == authority(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_and_commas_kept() {
        assert_eq!(with("https://x/y", "code", "A,B"), "https://x/y?code=A,B");
        assert_eq!(with("https://x/y?a=1", "q", "é&=#/"), "https://x/y?a=1&q=%C3%A9%26%3D%23%2F");
    }

    #[test]
    fn redirects_stay_on_their_host() {
        let from = "https://data.example/api/v1/get?x=1";
        for (location, stay) in [
            ("/new/get", true),
            ("other", true),
            ("https://data.example:443/get", true),
            ("https://DATA.example/get", true),
            ("http://data.example/get", false),
            ("//evil.example/get", false),
            ("https://data.example.evil.example/get", false),
            ("https://data.example:8443/get", false),
            ("https://data.example@evil.example/", false),
        ] {
            let to = join(from, location).expect("it can be joined");
            assert_eq!(stays(from, &to), stay, "{location}");
        }
        assert_eq!(join(from, "other").as_deref(), Some("https://data.example/api/v1/other"));
        assert_eq!(join(from, "http://"), None);
    }

    #[test]
    fn open_connections_are_for_this_machine_only() {
        for fine in ["https://data.example/", "http://127.0.0.1:80/", "http://localhost/x", "http://[::1]:9/"]
        {
            assert_eq!(check(fine), Ok(()), "{fine}");
        }
        for wrong in [
            "http://data.example/",
            "ftp://data.example/",
            "",
            "https://",
            "https://me:pw@data.example/",
            "data",
        ] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }
}

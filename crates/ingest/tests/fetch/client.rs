//! What the client does when the network or the server misbehaves.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use fxsens_ingest::fetch::FetchError;
use fxsens_testing::{Loopback, Reply};

use crate::rig::{Outcome, Rig};

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

#[test]
fn the_client_introduces_itself_and_accepts_packed_answers() -> Outcome {
    let server =
        Loopback::start(|_, _| Reply::json(packed(b"{\"a\": 1}")).header("Content-Encoding", "gzip"))?;
    let rig = Rig::new(&server)?;
    assert_eq!(rig.get(&server, "x")?, b"{\"a\": 1}");
    let head = server.received().join("").to_lowercase();
    assert!(head.contains("user-agent: fxsens/test") && head.contains("accept-encoding: gzip"), "{head}");
    Ok(())
}

#[test]
fn a_server_that_is_busy_is_asked_again_after_the_pause_it_wants() -> Outcome {
    let server = Loopback::start(|number, _| match number {
        0 => Reply::json("{}").status(429).header("Retry-After", "7"),
        1 => Reply::json("{}").status(503),
        _ => Reply::json("{}"),
    })?;
    let rig = Rig::new(&server)?;
    assert_eq!(rig.get(&server, "x")?, b"{}");
    assert_eq!(*rig.clock.slept.borrow(), [7000, 4000], "the pause asked for, then the schedule's second");
    assert_eq!(server.received().len(), 3);
    Ok(())
}

#[test]
fn a_pause_longer_than_the_limit_ends_the_attempts() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json("{}").status(429).header("Retry-After", "86400"))?;
    let rig = Rig::new(&server)?;
    let error = rig.get(&server, "x").expect_err("refused");
    assert!(matches!(error, FetchError::Busy { seconds: 86400, .. }), "{error}");
    assert!(rig.clock.slept.borrow().is_empty());
    Ok(())
}

#[test]
fn attempts_are_counted_and_pauses_double() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json("{}").status(500))?;
    let rig = Rig::new(&server)?;
    let error = rig.get(&server, "x").expect_err("refused");
    assert!(matches!(error, FetchError::Status { status: 500, .. }), "{error}");
    assert_eq!(*rig.clock.slept.borrow(), [2000, 4000, 8000]);
    assert_eq!(server.received().len(), 4);
    Ok(())
}

#[test]
fn what_cannot_pass_is_not_tried_again() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json("{}").status(404))?;
    let rig = Rig::new(&server)?;
    assert!(matches!(rig.get(&server, "x"), Err(FetchError::Status { status: 404, .. })));
    assert_eq!(server.received().len(), 1);
    Ok(())
}

#[test]
fn calls_to_one_host_are_a_second_apart() -> Outcome {
    let server = Loopback::start(|number, _| Reply::json("{}").status(if number < 2 { 500 } else { 200 }))?;
    let mut rig = Rig::new(&server)?;
    rig.settings.pause_on_loopback = true;
    rig.settings.first_pause = Duration::from_millis(300);
    rig.get(&server, "x")?;
    // 300 ms of back-off and the rest of the second; then 600 ms and the rest.
    assert_eq!(*rig.clock.slept.borrow(), [300, 700, 600, 400]);
    Ok(())
}

#[test]
fn a_broken_off_answer_is_an_error_however_its_end_is_said() -> Outcome {
    let whole = packed(&[b'x'; 5000]);
    let half = whole[..whole.len() / 2].to_vec();
    let server = Loopback::start(move |_, path| match path {
        "/length" => Reply::json("{\"a\": 1").claiming(100),
        "/packed" => Reply::json(half.clone()).header("Content-Encoding", "gzip").without_length(),
        "/chunked" => Reply::json("5\r\n{\"a\":\r\n").header("Transfer-Encoding", "chunked").without_length(),
        _ => Reply::json("not packed at all").header("Content-Encoding", "gzip"),
    })?;
    let rig = Rig::new(&server)?;
    for path in ["length", "packed", "chunked", "no-gzip"] {
        let error = rig.get(&server, path).expect_err(path);
        assert!(matches!(error, FetchError::Truncated { .. }), "{path}: {error}");
    }
    assert_eq!(server.received().len(), 16, "each is tried four times");
    Ok(())
}

#[test]
fn another_content_type_is_refused() -> Outcome {
    let server = Loopback::start(|_, _| Reply::of("text/html; charset=utf-8", "<html>maintenance</html>"))?;
    let rig = Rig::new(&server)?;
    let error = rig.get(&server, "x").expect_err("refused");
    assert!(error.to_string().ends_with("sent text/html, not application/json"), "{error}");
    Ok(())
}

#[test]
fn a_redirect_within_the_host_is_followed() -> Outcome {
    let server = Loopback::start(|_, path| match path {
        "/old" => Reply::json("").status(302).header("Location", "/new"),
        _ => Reply::json("{}"),
    })?;
    let rig = Rig::new(&server)?;
    assert_eq!(rig.get(&server, "old")?, b"{}");
    assert_eq!(server.paths(), ["/old", "/new"]);
    Ok(())
}

#[test]
fn a_redirect_to_another_host_is_refused_and_both_are_named() -> Outcome {
    let other = Loopback::start(|_, _| Reply::json("{}"))?;
    let to = other.base();
    let server =
        Loopback::start(move |_, _| Reply::json("").status(301).header("Location", &format!("{to}x")))?;
    let rig = Rig::new(&server)?;
    let error = rig.get(&server, "x").expect_err("refused").to_string();
    for base in [server.base(), other.base()] {
        let host = base.trim_start_matches("http://").trim_end_matches('/');
        assert!(error.contains(host), "{error}");
    }
    assert!(other.received().is_empty());
    Ok(())
}

#[test]
fn redirects_in_a_circle_end() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json("").status(307).header("Location", "again"))?;
    let rig = Rig::new(&server)?;
    assert!(matches!(rig.get(&server, "x"), Err(FetchError::RedirectLoop { .. })));
    assert_eq!(server.received().len(), 6);
    Ok(())
}

#[test]
fn a_slow_drip_runs_into_the_limit_of_the_whole_call() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json(vec![b' '; 10_000]).dripping(Duration::from_millis(20)))?;
    let mut rig = Rig::new(&server)?;
    rig.settings.total_timeout = Duration::from_millis(400);
    rig.settings.attempts = 2;
    let error = rig.get(&server, "x").expect_err("refused");
    assert!(matches!(error, FetchError::Timeout { .. }), "{error}");
    assert_eq!(*rig.clock.slept.borrow(), [2000], "tried again once");
    Ok(())
}

#[test]
fn silence_runs_into_the_limit_of_one_read() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json(vec![b' '; 2]).dripping(Duration::from_secs(3)))?;
    let mut rig = Rig::new(&server)?;
    rig.settings.read_timeout = Duration::from_millis(200);
    rig.settings.attempts = 1;
    let error = rig.get(&server, "x").expect_err("refused");
    assert!(error.to_string().contains("within the 0.200 s allowed"), "{error}");
    Ok(())
}

#[test]
fn ten_gigabytes_are_refused_when_they_are_announced() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json("{").claiming(10 << 30))?;
    let rig = Rig::new(&server)?;
    let error = rig.get(&server, "x").expect_err("refused");
    assert!(error.to_string().contains("would have 10737418240 bytes; at most 1048576"), "{error}");
    assert_eq!(server.received().len(), 1);
    Ok(())
}

#[test]
fn ten_gigabytes_are_refused_when_they_are_sent() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json(vec![b' '; 1 << 20]).repeated(10 << 10))?;
    let rig = Rig::new(&server)?;
    let error = rig.get(&server, "x").expect_err("refused");
    assert!(matches!(error, FetchError::TooLarge { limit: 1_048_576, .. }), "{error}");
    Ok(())
}

#[test]
fn a_small_packed_answer_that_unpacks_to_a_large_one_is_refused() -> Outcome {
    let bomb = packed(&vec![0u8; 64 << 20]);
    assert!(bomb.len() < 100_000);
    let server = Loopback::start(move |_, _| Reply::json(bomb.clone()).header("Content-Encoding", "gzip"))?;
    let rig = Rig::new(&server)?;
    assert!(matches!(rig.get(&server, "x"), Err(FetchError::TooLarge { .. })));
    Ok(())
}

#[test]
fn an_answer_exactly_as_large_as_allowed_is_taken() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json(vec![b' '; 1 << 20]))?;
    let rig = Rig::new(&server)?;
    assert_eq!(rig.get(&server, "x")?.len(), 1 << 20);
    Ok(())
}

#[test]
fn a_host_that_does_not_listen_is_named() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json("{}"))?;
    let rig = Rig::new(&server)?;
    let gone = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.local_addr()?
    };
    let request = fxsens_ingest::fetch::Request {
        url: format!("http://{gone}/x"),
        name: "x".into(),
        content_types: vec!["application/json".into()],
    };
    let client = fxsens_ingest::fetch::Client::new("fxsens/test", rig.settings.clone(), &rig.clock);
    let error = client.get(&request, None).expect_err("refused");
    assert!(matches!(&error, FetchError::Connect { host, .. } if *host == gone.to_string()), "{error}");
    assert!(error.hint().expect("a hint").contains("data import"));
    Ok(())
}

#[test]
fn a_server_without_encryption_where_it_must_be_is_refused() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json("{}"))?;
    let rig = Rig::new(&server)?;
    // It waits for the end of a head that never comes, or answers in plain text.
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        }
    });
    let request = fxsens_ingest::fetch::Request {
        url: format!("https://{address}/x"),
        name: "x".into(),
        content_types: vec!["application/json".into()],
    };
    let client = fxsens_ingest::fetch::Client::new("fxsens/test", rig.settings.clone(), &rig.clock);
    let error = client.get(&request, None).expect_err("refused");
    assert!(matches!(error, FetchError::Tls { .. }), "{error}");
    Ok(())
}

#[test]
fn an_answer_that_is_not_http_is_an_error() -> Outcome {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = std::io::Read::read(&mut stream, &mut [0u8; 1024]);
            let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n");
        }
    });
    let server = Loopback::start(|_, _| Reply::json("{}"))?;
    let rig = Rig::new(&server)?;
    let request = fxsens_ingest::fetch::Request {
        url: format!("http://{address}/x"),
        name: "x".into(),
        content_types: Vec::new(),
    };
    let client = fxsens_ingest::fetch::Client::new("fxsens/test", rig.settings.clone(), &rig.clock);
    let error = client.get(&request, None).expect_err("refused");
    assert!(matches!(error, FetchError::Protocol { .. }), "{error}");
    Ok(())
}

#[test]
fn a_name_without_an_address_is_named() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json("{}"))?;
    let rig = Rig::new(&server)?;
    let request = fxsens_ingest::fetch::Request {
        url: "https://no-such-host.invalid/x".into(),
        name: "x".into(),
        content_types: Vec::new(),
    };
    let client = fxsens_ingest::fetch::Client::new("fxsens/test", rig.settings.clone(), &rig.clock);
    let error = client.get(&request, None).expect_err("refused");
    let named = matches!(&error, FetchError::Name { host } | FetchError::Connect { host, .. } if host == "no-such-host.invalid");
    assert!(named, "{error}");
    Ok(())
}

//! A server on this machine that replays what services do, good and bad.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What is answered.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    length: Length,
    pause: Duration,
}

/// What the head says of the body's length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    True,
    Claimed(u64),
    Unsaid,
    /// The body again and again, this many times, without a length.
    Repeated(usize),
}

impl Reply {
    /// A body with a content type and status 200.
    pub fn of(content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type".into(), content_type.into())];
        Self { status: 200, headers, body: body.into(), length: Length::True, pause: Duration::ZERO }
    }

    /// A JSON document.
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::of("application/json; charset=utf-8", body)
    }

    /// The same with another status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The same with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The same with a length that is not the body's.
    #[must_use]
    pub fn claiming(mut self, length: u64) -> Self {
        self.length = Length::Claimed(length);
        self
    }

    /// The same without a length: the body ends with the connection.
    #[must_use]
    pub fn without_length(mut self) -> Self {
        self.length = Length::Unsaid;
        self
    }

    /// The same with the body this many times over, without a length.
    #[must_use]
    pub fn repeated(mut self, times: usize) -> Self {
        self.length = Length::Repeated(times);
        self
    }

    /// The same with a pause before every byte of the body.
    #[must_use]
    pub fn dripping(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Writes it as far as the other side listens.
    fn send(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        let mut head = vec![format!("HTTP/1.1 {} Status", self.status), "Connection: close".into()];
        head.extend(self.headers.iter().map(|(name, value)| format!("{name}: {value}")));
        match self.length {
            Length::True => head.push(format!("Content-Length: {}", self.body.len())),
            Length::Claimed(length) => head.push(format!("Content-Length: {length}")),
            Length::Unsaid | Length::Repeated(_) => {}
        }
        stream.write_all((head.join("\r\n") + "\r\n\r\n").as_bytes())?;
        let times = if let Length::Repeated(times) = self.length { times } else { 1 };
        for _ in 0..times {
            if self.pause.is_zero() {
                stream.write_all(&self.body)?;
                continue;
            }
            for byte in &self.body {
                thread::sleep(self.pause);
                stream.write_all(&[*byte])?;
            }
        }
        stream.flush()
    }
}

/// The server; it stops when it is dropped.
#[derive(Debug)]
pub struct Loopback {
    address: SocketAddr,
    received: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Loopback {
    /// Starts a server that answers a request, given its number from 0 and its path with the query, with what `answer` says.
    ///
    /// # Errors
    /// What the system says when it gives no port.
    pub fn start(answer: impl Fn(usize, &str) -> Reply + Send + Sync + 'static) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let received = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let (log, stopped, answer) = (Arc::clone(&received), Arc::clone(&stop), Arc::new(answer));
        let accepting = thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(mut stream) = stream else { continue };
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || {
                    let Some(head) = head(&mut stream) else { return };
                    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                    let number = {
                        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
                        log.push(head);
                        log.len() - 1
                    };
                    // The other side may have heard enough.
                    let _ = answer(number, &path).send(&mut stream);
                });
            }
        });
        Ok(Self { address, received, stop, accepting: Some(accepting) })
    }

    /// The address requests start with.
    pub fn base(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Heads of all requests so far.
    pub fn received(&self) -> Vec<String> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Paths with queries of all requests so far.
    pub fn paths(&self) -> Vec<String> {
        self.received().iter().filter_map(|head| head.split(' ').nth(1)).map(str::to_owned).collect()
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the server, so that it sees that it is to stop.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// The head of a request; `None` when the connection closes before it is complete.
fn head(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0u8; 1024];
    while !bytes.windows(4).any(|window| window == b"\r\n\r\n") {
        let n = stream.read(&mut buffer).ok().filter(|n| *n > 0)?;
        bytes.extend_from_slice(&buffer[..n]);
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

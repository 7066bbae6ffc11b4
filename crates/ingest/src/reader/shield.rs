//! Libraries that panic on damaged files, held to the rule that a bad file is an error.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many shielded calls are running: their panics are results, not messages on the terminal.
static RUNNING: AtomicUsize = AtomicUsize::new(0);
static HOOK: Once = Once::new();

/// Runs the work; a panic inside is returned as its message.
pub(super) fn shielded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(|| {
        let previous = take_hook();
        set_hook(Box::new(move |panic| {
            if RUNNING.load(Ordering::SeqCst) == 0 {
                previous(panic);
            }
        }));
    });
    RUNNING.fetch_add(1, Ordering::SeqCst);
    let result = catch_unwind(AssertUnwindSafe(work));
    RUNNING.fetch_sub(1, Ordering::SeqCst);
    result.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_message() {
        assert_eq!(shielded(|| 1), Ok(1));
        assert_eq!(shielded(|| -> u8 { panic!("bad {}", "file") }), Err("bad file".to_owned()));
    }
}

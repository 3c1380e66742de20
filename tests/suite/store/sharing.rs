//! Several people and several threads at one workbook.

use crate::store::support::*;
use quarterdeck::store::{Lock, LockError, StoreError};
use quarterdeck::workbook::Stamp;

#[test]
fn a_lock_says_who() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    drop(sample(&path));
    let robin = Stamp { who: "Robin".into(), ..stamp(2) };
    let held = Lock::take(&path, &stamp(2), false).unwrap();
    let Err(LockError::Held(holder)) = Lock::take(&path, &robin, true) else { panic!("taken twice") };
    assert_eq!((holder.who.as_str(), holder.since.as_str()), ("Sam Officer", "2015-07-06T14:02:00"));
    assert_eq!(holder.pid, std::process::id());
    drop(held);
    assert!(!folder.path().join(".report.qd.lock").exists());
    drop(Lock::take(&path, &robin, false).unwrap());
}

#[test]
fn a_slow_question_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let store = sample(&path);
    let handle = store.interrupt_handle();
    let done = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let seen = done.clone();
    let canceller = std::thread::spawn(move || {
        while !seen.load(std::sync::atomic::Ordering::Relaxed) {
            handle.cancel();
        }
    });
    let cancelled = (0..10_000).any(|_| matches!(store.verify(), Err(StoreError::Cancelled)));
    done.store(true, std::sync::atomic::Ordering::Relaxed);
    canceller.join().unwrap();
    assert!(cancelled);
    // And the next question is answered as if nothing had happened.
    opening(&store);
}

//! A system whose file locks do not work, as on some network shares: the
//! kernel answers the call in its stead, for one thread and what it starts.
//! Unsafe code stands here and where bytes are counted, and only in tests.

use std::thread;

/// Runs `work` where locking a whole file is answered with this error number; with
/// 0 it is granted to everybody.
pub fn answering<T: Send>(errno: i32, work: impl FnOnce() -> T + Send) -> T {
    refusing(errno, false, work)
}

/// The same, and locking parts of a file too, as SQLite does.
pub fn answering_sqlite<T: Send>(errno: i32, work: impl FnOnce() -> T + Send) -> T {
    refusing(errno, true, work)
}

fn refusing<T: Send>(errno: i32, parts: bool, work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let outcome = scope
            .spawn(|| {
                install(errno, parts);
                work()
            })
            .join();
        outcome.unwrap_or_else(|cause| std::panic::resume_unwind(cause))
    })
}

/// Has the kernel answer `flock`, and where `parts` the locking by `fcntl`, on this thread and on every
/// one it starts.
#[allow(unsafe_code, reason = "only the kernel can refuse a lock as a network share does")]
fn install(errno: i32, parts: bool) {
    let load = |at: u32| libc::sock_filter { code: 0x20, jt: 0, jf: 0, k: at };
    // Goes on `then` or `or` steps further.
    let is = |what: i64, then: u8, or: u8| libc::sock_filter { code: 0x15, jt: then, jf: or, k: what as u32 };
    let end = |answer: u32| libc::sock_filter { code: 0x06, jt: 0, jf: 0, k: answer };
    let fcntl = if parts { libc::SYS_fcntl } else { libc::SYS_flock };
    let mut filter = [
        load(0),
        is(libc::SYS_flock, 7, 0),
        is(fcntl, 0, 5),
        // The second argument: what is asked for.
        load(24),
        is(libc::F_SETLK.into(), 4, 0),
        is(libc::F_SETLKW.into(), 3, 0),
        is(libc::F_OFD_SETLK.into(), 2, 0),
        is(libc::F_OFD_SETLKW.into(), 1, 0),
        end(libc::SECCOMP_RET_ALLOW),
        end(libc::SECCOMP_RET_ERRNO | errno as u32),
    ];
    let program = libc::sock_fprog { len: filter.len() as u16, filter: filter.as_mut_ptr() };
    // SAFETY: `program` points to instructions that live until the kernel has copied them.
    unsafe {
        assert_eq!(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        let set =
            libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, std::ptr::from_ref(&program), 0, 0);
        assert_eq!(set, 0, "the kernel takes no filter: {}", std::io::Error::last_os_error());
    }
}

//! A system whose file locks do not work, as on some network shares: the
//! kernel answers the call in its stead, for one thread and what it starts.
//! The only unsafe code of the project, and only in tests.

use std::thread;

/// Runs `work` where locking a file is answered with this error number; with
/// 0 it is granted to everybody.
pub fn answering<T: Send>(errno: i32, work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let outcome = scope
            .spawn(|| {
                install(errno);
                work()
            })
            .join();
        outcome.unwrap_or_else(|cause| std::panic::resume_unwind(cause))
    })
}

/// Has the kernel answer `flock` on this thread and on every one it starts.
fn install(errno: i32) {
    let load = libc::sock_filter { code: 0x20, jt: 0, jf: 0, k: 0 };
    let is_flock = libc::sock_filter { code: 0x15, jt: 0, jf: 1, k: libc::SYS_flock as u32 };
    let answer = libc::sock_filter { code: 0x06, jt: 0, jf: 0, k: libc::SECCOMP_RET_ERRNO | errno as u32 };
    let allow = libc::sock_filter { code: 0x06, jt: 0, jf: 0, k: libc::SECCOMP_RET_ALLOW };
    let mut filter = [load, is_flock, answer, allow];
    let program = libc::sock_fprog { len: 4, filter: filter.as_mut_ptr() };
    // SAFETY: `program` points to four instructions that live until the kernel has copied them.
    unsafe {
        assert_eq!(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        let set =
            libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, std::ptr::from_ref(&program), 0, 0);
        assert_eq!(set, 0, "the kernel takes no filter: {}", std::io::Error::last_os_error());
    }
}

//! Waiting for the keyboard, the worker and signals at once.

/// A signal the program acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// End now, with this exit code.
    End(i32),
    /// Stop until continued.
    Stop,
    /// It was stopped and goes on; the terminal was somebody else's meanwhile.
    Continued,
    /// The window has another size.
    Resized,
}

/// What woke the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// Keys, the mouse or a paste are there to be read.
    Input,
    /// The worker or a signal has something.
    Wake,
    Timeout,
    /// The terminal is gone.
    HungUp,
}

#[cfg(unix)]
pub use unix::{Waiter, Waker, stop_here};

#[cfg(not(unix))]
pub use elsewhere::{Waiter, Waker, stop_here};

/// The system's own wait on several things: no processor time is used while nothing happens.
#[cfg(unix)]
mod unix {
    use std::os::fd::{AsFd, OwnedFd};
    use std::sync::Arc;
    use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::pipe::{PipeFlags, pipe_with};
    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP,
        SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
    };
    use signal_hook::iterator::Signals;

    use super::{Signal, Woken};

    /// Whatever ends a program that does not look at it. Those that cannot be looked at (KILL), or
    /// come from a fault that would only come again (SEGV, BUS), are not among them.
    const ENDS: [i32; 14] = [
        SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGABRT, SIGALRM, SIGIO, SIGPROF, SIGSYS, SIGTRAP, SIGUSR1,
        SIGUSR2, SIGVTALRM, SIGXCPU,
    ];
    /// Sent to a program that hangs: it has so long to end in order.
    const HANGS: [i32; 2] = [SIGQUIT, SIGABRT];
    const GRACE: Duration = Duration::from_secs(5);

    /// A pipe that other threads wake the loop through.
    #[derive(Clone)]
    pub struct Waker(Arc<OwnedFd>);

    impl Waker {
        /// Wakes the loop. A full pipe has woken it already.
        pub fn wake(&self) {
            let _ = rustix::io::write(self.0.as_fd(), &[1]);
        }
    }

    /// Waits for whatever comes first.
    pub struct Waiter {
        reader: OwnedFd,
        waker: Waker,
        signals: Receiver<i32>,
        /// Goes with the program's orderly end.
        _alive: Sender<()>,
    }

    impl Waiter {
        /// Takes over the signals that end, stop or resize the program. `restore` gives the terminal
        /// back where the program itself does not get to it.
        ///
        /// # Errors
        /// When the system gives no pipe or refuses the handlers.
        pub fn start(restore: fn()) -> std::io::Result<Self> {
            let (reader, writer) = pipe_with(PipeFlags::NONBLOCK | PipeFlags::CLOEXEC)?;
            let waker = Waker(Arc::new(writer));
            let (sender, signals) = channel();
            let (alive, ended) = channel();
            // A file that has become too long is a failed write, not the end.
            let others = [SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ];
            let mut watched = Signals::new(ENDS.iter().chain(&others))?;
            let wake = waker.clone();
            std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
                for signal in watched.forever() {
                    if sender.send(signal).is_err() {
                        return;
                    }
                    wake.wake();
                    if HANGS.contains(&signal)
                        && ended.recv_timeout(GRACE) == Err::<(), _>(RecvTimeoutError::Timeout)
                    {
                        restore();
                        // Failing to end is what has just happened.
                        let _ = signal_hook::low_level::emulate_default_handler(signal);
                    }
                }
            })?;
            Ok(Self { reader, waker, signals, _alive: alive })
        }

        /// What other threads wake the loop with.
        pub fn waker(&self) -> Waker {
            self.waker.clone()
        }

        /// A signal that has come, if any.
        pub fn signal(&self) -> Option<Signal> {
            loop {
                return Some(match self.signals.try_recv().ok()? {
                    SIGWINCH => Signal::Resized,
                    SIGTSTP => Signal::Stop,
                    SIGCONT => Signal::Continued,
                    SIGXFSZ => continue,
                    other => Signal::End(128 + other),
                });
            }
        }

        /// Sleeps until there is input, a wake-up or the time is over.
        pub fn wait(&self, at_most: Duration) -> Woken {
            let stdin = std::io::stdin();
            let mut watched = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.reader, PollFlags::IN)];
            let timeout = Timespec::try_from(at_most).ok();
            match poll(&mut watched, timeout.as_ref()) {
                // A signal interrupted the wait; its thread wakes us for it.
                Err(_) | Ok(0) => return Woken::Timeout,
                Ok(_) => {}
            }
            let (input, wake) = (watched[0].revents(), watched[1].revents());
            if wake.contains(PollFlags::IN) {
                let mut bytes = [0; 256];
                while rustix::io::read(&self.reader, &mut bytes).is_ok_and(|count| count == bytes.len()) {}
            }
            if input.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                Woken::HungUp
            } else if input.contains(PollFlags::IN) {
                Woken::Input
            } else {
                Woken::Wake
            }
        }
    }

    /// Stops this process until it is continued.
    pub fn stop_here() {
        // Failing to stop only means going on.
        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
    }
}

/// Without such a wait: a short sleep on the keyboard, longer when nothing is in hand.
#[cfg(not(unix))]
mod elsewhere {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use super::{Signal, Woken};

    /// A flag that other threads raise.
    #[derive(Clone)]
    pub struct Waker(Arc<AtomicBool>);

    impl Waker {
        /// Raises it.
        pub fn wake(&self) {
            self.0.store(true, Ordering::Release);
        }
    }

    /// Waits for whatever comes first.
    pub struct Waiter(Waker);

    impl Waiter {
        /// Starts waiting.
        ///
        /// # Errors
        /// None here.
        pub fn start(_: fn()) -> std::io::Result<Self> {
            Ok(Self(Waker(Arc::new(AtomicBool::new(false)))))
        }

        /// What other threads wake the loop with.
        pub fn waker(&self) -> Waker {
            self.0.clone()
        }

        /// There are no signals here.
        pub fn signal(&self) -> Option<Signal> {
            None
        }

        /// Sleeps until there is input, a wake-up or the time is over.
        pub fn wait(&self, at_most: Duration) -> Woken {
            if self.0.0.swap(false, Ordering::AcqRel) {
                return Woken::Wake;
            }
            match crossterm::event::poll(at_most.min(Duration::from_millis(30))) {
                Ok(true) => Woken::Input,
                Ok(false) => Woken::Timeout,
                Err(_) => Woken::HungUp,
            }
        }
    }

    /// There is no stopping here.
    pub fn stop_here() {}
}

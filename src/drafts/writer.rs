//! Writing drafts without making the keyboard wait.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::{Draft, DraftError, DraftKey, Drafts};

/// What became of a draft sent to the writer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftNotice {
    /// It is on disk.
    Saved(DraftKey),
    /// It is gone, as asked.
    Removed(DraftKey),
    /// It could not be written or removed; the sentence says why and names the folder.
    Failed(DraftKey, String),
}

enum Work {
    Save(Box<Draft>),
    Remove,
}

/// What the two threads share. For each key only the newest work is kept, so a slow disk makes
/// the queue no longer than the number of drafts.
#[derive(Default)]
struct Queue {
    order: VecDeque<DraftKey>,
    work: HashMap<DraftKey, Work>,
    busy: bool,
    closed: bool,
    /// Keys whose newest work failed, with the sentence.
    failed: BTreeMap<DraftKey, String>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    /// There is something to write, or nothing more will come.
    wake: Condvar,
    /// Everything sent has been dealt with.
    idle: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        // A panic elsewhere must not cost anybody their text: the queue is whole at every step.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread that writes drafts in the background. It sleeps until there is something to write.
///
/// Dropping the writer lets it finish what was sent, but does not wait: a folder that hangs must
/// not keep the program from ending. Call [`DraftWriter::flush`] first.
pub struct DraftWriter {
    drafts: Drafts,
    shared: Arc<Shared>,
}

impl DraftWriter {
    /// Starts the thread. `notice` is called on it for every draft dealt with.
    pub fn start(
        drafts: Drafts,
        notice: impl FnMut(DraftNotice) + Send + 'static,
    ) -> Result<DraftWriter, DraftError> {
        let shared = Arc::new(Shared::default());
        let (theirs, folder) = (Arc::clone(&shared), drafts.clone());
        thread::Builder::new()
            .name("drafts".to_owned())
            .spawn(move || run(&theirs, &folder, notice))
            .map_err(|source| drafts.unusable(source))?;
        Ok(DraftWriter { drafts, shared })
    }

    /// Has a draft written soon, in place of any earlier version not yet written.
    pub fn save_later(&self, draft: Draft) {
        self.send(draft.key(), Work::Save(Box::new(draft)));
    }

    /// Has a draft removed, after whatever was sent before.
    pub fn remove(&self, key: DraftKey) {
        self.send(key, Work::Remove);
    }

    /// Why the newest version of some draft is not on disk; none where all are.
    pub fn trouble(&self) -> Option<String> {
        self.shared.lock().failed.values().next().cloned()
    }

    fn send(&self, key: DraftKey, work: Work) {
        let mut queue = self.shared.lock();
        if queue.work.insert(key.clone(), work).is_none() {
            queue.order.push_back(key);
        }
        drop(queue);
        self.shared.wake.notify_one();
    }

    /// Waits until everything sent is on disk. Fails when that takes longer than `timeout`, or when
    /// the newest version of some draft could not be written.
    pub fn flush(&self, timeout: Duration) -> Result<(), DraftError> {
        let deadline = Instant::now().checked_add(timeout);
        let mut queue = self.shared.lock();
        while queue.busy || !queue.order.is_empty() {
            let left = deadline.map_or(Duration::MAX, |at| at.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return Err(DraftError::Slow { folder: self.drafts.folder().to_owned() });
            }
            queue = match self.shared.idle.wait_timeout(queue, left) {
                Ok((queue, _)) => queue,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
        match queue.failed.values().next() {
            None => Ok(()),
            Some(sentence) => Err(DraftError::Unsaved(sentence.clone())),
        }
    }
}

impl Drop for DraftWriter {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.wake.notify_one();
    }
}

fn run(shared: &Shared, drafts: &Drafts, mut notice: impl FnMut(DraftNotice)) {
    let mut queue = shared.lock();
    loop {
        let Some(key) = queue.order.pop_front() else {
            if queue.closed {
                return;
            }
            queue = shared.wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        let Some(work) = queue.work.remove(&key) else {
            continue;
        };
        queue.busy = true;
        drop(queue);
        let done = match &work {
            Work::Save(draft) => drafts.save(draft),
            Work::Remove => drafts.remove(&key),
        };
        let sentence = done.err().map(|error| error.to_string());
        queue = shared.lock();
        match &sentence {
            Some(sentence) => queue.failed.insert(key.clone(), sentence.clone()),
            None => queue.failed.remove(&key),
        };
        drop(queue);
        // Told before the flush ends, so that whoever waited has the notices too; told without
        // the lock, so that the listener may send more.
        notice(match (sentence, work) {
            (Some(sentence), _) => DraftNotice::Failed(key, sentence),
            (None, Work::Save(_)) => DraftNotice::Saved(key),
            (None, Work::Remove) => DraftNotice::Removed(key),
        });
        queue = shared.lock();
        queue.busy = false;
        if queue.order.is_empty() {
            shared.idle.notify_all();
        }
    }
}

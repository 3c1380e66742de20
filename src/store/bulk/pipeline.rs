//! Work on many things that a second core can do while the first reads and writes the file.

use std::sync::mpsc::channel;

use crate::store::error::StoreError;

/// So many go from thread to thread together.
pub(in crate::store) const BATCH: usize = 64;

/// Takes `things` one after the other, has another thread work on each, and does something with
/// what came of it: here again and in the same order. One thing alone is dealt with at once.
pub(in crate::store) fn pipelined<T: Send, U: Send>(
    things: impl Iterator<Item = Result<T, StoreError>>,
    work: impl Fn(T) -> U + Send,
    mut then: impl FnMut(&mut U) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    /// So many are under way that neither thread waits for the other, and memory does not notice.
    const UNDER_WAY: usize = 8;
    if things.size_hint().1.is_some_and(|most| most <= 1) {
        return things.map(|thing| thing.map(&work)).try_for_each(|done| then(&mut done?));
    }
    std::thread::scope(|scope| {
        let (sender, inbox) = channel::<T>();
        let (outbox, receiver) = channel::<U>();
        // What is done with goes back to where it was made: memory is given back fastest there.
        let (finished, done_with) = channel::<U>();
        scope.spawn(move || {
            for thing in inbox {
                done_with.try_iter().for_each(drop);
                if outbox.send(work(thing)).is_err() {
                    return;
                }
            }
        });
        let mut take = |mut done: U| -> Result<(), StoreError> {
            then(&mut done)?;
            // The other thread may have ended already.
            let _ = finished.send(done);
            Ok(())
        };
        let mut under_way = 0;
        for thing in things {
            if sender.send(thing?).is_err() {
                break;
            }
            under_way += 1;
            while under_way >= UNDER_WAY
                && let Ok(done) = receiver.recv()
            {
                under_way -= 1;
                take(done)?;
            }
        }
        drop(sender);
        receiver.into_iter().try_for_each(take)
    })
}

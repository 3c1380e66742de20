//! What is worked out from data that seldom changes, kept until they do: no key and no frame
//! derives the rows, positions, counts or widths of a list anew.

use std::cell::RefCell;
use std::rc::Rc;

/// A value with what it was worked out from.
#[derive(Debug)]
pub struct Kept<K, V>(RefCell<Option<(K, Rc<V>)>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    /// The value for this key: worked out if it is not the one that is kept.
    pub fn get(&self, key: K, work_out: impl FnOnce() -> V) -> Rc<V> {
        if let Some((held, value)) = &*self.0.borrow()
            && *held == key
        {
            return Rc::clone(value);
        }
        let value = Rc::new(work_out());
        *self.0.borrow_mut() = Some((key, Rc::clone(&value)));
        value
    }

    /// To be worked out anew: what it was worked out from has changed.
    pub fn forget(&self) {
        *self.0.borrow_mut() = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_worked_out_once_for_a_key_until_it_is_forgotten() {
        let kept = Kept::default();
        let mut times = 0;
        let mut ask = |kept: &Kept<u8, u8>, key| {
            *kept.get(key, || {
                times += 1;
                key * 10
            })
        };
        assert_eq!([ask(&kept, 1), ask(&kept, 1), ask(&kept, 2), ask(&kept, 2)], [10, 10, 20, 20]);
        kept.forget();
        assert_eq!(ask(&kept, 2), 20);
        assert_eq!(times, 3);
    }
}

//! The rules by themselves: periods, schemes, money, comparison, change.

mod barnet;
mod change;
mod change_properties;
mod commitment;
mod compare;
mod money;
mod periods;
mod promise;
mod risk;
mod schemes;
mod standing;
mod validate;

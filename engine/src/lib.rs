//! The rules of dibao and temporary aid as pure functions.

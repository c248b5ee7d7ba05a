//! Each fault is found, and the rules of the project have none.

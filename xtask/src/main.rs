//! The only build tool of the project.

fn main() {}

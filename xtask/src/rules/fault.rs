//! What is wrong in a rule file, and where. Faults are collected, so that one run shows all of them.

use std::fmt;
use std::ops::Range;

/// A line of a rule file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file, from the root of the work tree.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

impl Spot {
    /// The first line of a file.
    pub fn file(file: &str) -> Spot {
        Spot::line(file, 1)
    }

    /// A line of a file.
    pub fn line(file: &str, line: usize) -> Spot {
        Spot { file: file.to_owned(), line }
    }

    /// The line of a file in which a span of its text begins.
    pub fn span(file: &str, text: &str, span: &Range<usize>) -> Spot {
        let before = text.as_bytes().get(..span.start).unwrap_or(text.as_bytes());
        Spot::line(file, before.iter().filter(|byte| **byte == b'\n').count() + 1)
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}:{}", self.file, self.line)
    }
}

/// One thing that is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where.
    pub spot: Spot,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub hint: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}: {}; {}", self.spot, self.message, self.hint)
    }
}

/// All that is wrong.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Notes a fault.
    pub fn add(&mut self, spot: &Spot, message: impl Into<String>, hint: impl Into<String>) {
        self.0.push(Fault { spot: spot.clone(), message: message.into(), hint: hint.into() });
    }

    /// Notes a fault unless the condition holds.
    pub fn unless(&mut self, holds: bool, spot: &Spot, message: impl FnOnce() -> String, hint: &str) {
        if !holds {
            self.add(spot, message(), hint);
        }
    }

    /// The faults by file and line, each once.
    pub fn sorted(mut self) -> Vec<Fault> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}

//! Three-valued truth after Kleene: what is not known is neither true nor false.

use serde::{Deserialize, Serialize};

/// Whether something holds, as far as the answers tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Truth {
    /// It does not hold, however the gaps are filled.
    No,
    /// Some way to fill the gaps makes it hold, another does not.
    Unknown,
    /// It holds, however the gaps are filled.
    Yes,
}

impl Truth {
    /// Both.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// At least one.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// The opposite.
    #[must_use]
    pub fn negate(self) -> Truth {
        match self {
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
            Truth::Yes => Truth::No,
        }
    }

    /// Whether it is decided either way.
    pub fn is_decided(self) -> bool {
        self != Truth::Unknown
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }
}

impl From<Option<bool>> for Truth {
    fn from(told: Option<bool>) -> Truth {
        told.map_or(Truth::Unknown, Truth::from)
    }
}

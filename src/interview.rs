//! The conversation: what is asked, what was answered, what comes next, and in which words. It knows no browser and decides nothing
//! about help, so that the page, the hotline and the mini-program all lead the same one.

pub mod answers;
pub mod draft;
pub mod form;
pub mod kept;
pub mod lines;
pub mod outcome;
pub mod places;
pub mod question;
pub mod spoken;
pub mod state;
pub mod step;
pub mod who;

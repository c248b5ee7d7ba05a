//! Every way in which what is not settled may turn out: answers not given, and what only the office or a rule that is not
//! on file can settle.
//!
//! A reading asks for a choice when it needs one. The first reading takes the first option everywhere; each further one
//! differs from the one before in the last choice that has an option left. So all ways are tried, and only those that differ.

use fastrand::Rng;

/// What is not settled: a name, and the member it is about.
pub type What = (&'static str, usize);

/// Who could settle it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The person, by one more answer.
    Answer,
    /// Nobody but the office.
    Office,
}

/// One way: what has been chosen so far.
#[derive(Default)]
pub struct Way {
    answers: Choices,
    office: Choices,
}

#[derive(Default)]
struct Choices {
    made: Vec<Choice>,
    /// Options are drawn from here once not all ways can be tried.
    random: Option<Rng>,
}

struct Choice {
    what: What,
    picked: usize,
    of: usize,
}

impl Way {
    /// The option chosen for it, the same however often it is asked.
    pub fn pick(&mut self, by: By, what: What, of: usize) -> usize {
        let choices = if by == By::Answer { &mut self.answers } else { &mut self.office };
        if let Some(choice) = choices.made.iter_mut().find(|choice| choice.what == what) {
            choice.of = of;
            return choice.picked.min(of - 1);
        }
        let picked = choices.random.as_mut().map_or(0, |random| random.usize(..of));
        choices.made.push(Choice { what, picked, of });
        picked
    }

    /// What was chosen, to be told when the two programs disagree.
    pub fn story(&self) -> String {
        let told = |choices: &Choices| {
            let each = choices.made.iter().map(|it| format!("{:?} {}/{}", it.what, it.picked + 1, it.of));
            each.collect::<Vec<_>>().join(", ")
        };
        format!("answers: {}\noffice: {}", told(&self.answers), told(&self.office))
    }
}

impl Choices {
    /// Goes on to the next way in order, then to ways drawn at random; false when there are no more. `tried` counts them.
    fn advance(&mut self, tried: usize, most: usize, random: &mut Rng) -> bool {
        if tried >= most {
            self.made.clear();
            self.random = Some(random.fork());
            return tried < 2 * most;
        }
        while let Some(last) = self.made.last_mut() {
            if last.picked + 1 < last.of {
                last.picked += 1;
                return true;
            }
            self.made.pop();
        }
        false
    }
}

/// What came of all ways with the same answers.
pub struct Answered<T> {
    /// One entry for each way in which the office may decide.
    pub ways: Vec<T>,
    /// Whether that is every way.
    pub every: bool,
}

/// What came of all ways.
pub struct Tried<T> {
    /// One entry for each set of answers.
    pub answered: Vec<Answered<T>>,
    /// Whether that is every set of answers.
    pub every: bool,
}

/// Tries all ways; where there are more than `most` sets of answers, or ways with the same answers, so many in order, and then
/// so many at random.
pub fn try_all<T>(most: [usize; 2], random: &mut Rng, mut read: impl FnMut(&mut Way) -> T) -> Tried<T> {
    let [most_answers, most_ways] = most;
    let mut tried = Tried { answered: Vec::new(), every: true };
    let mut way = Way::default();
    loop {
        let mut ways = Vec::new();
        way.office = Choices::default();
        loop {
            ways.push(read(&mut way));
            if !way.office.advance(ways.len(), most_ways, random) {
                break;
            }
        }
        tried.answered.push(Answered { every: ways.len() < most_ways, ways });
        if !way.answers.advance(tried.answered.len(), most_answers, random) {
            tried.every = tried.answered.len() < most_answers;
            return tried;
        }
    }
}

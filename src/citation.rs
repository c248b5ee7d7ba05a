//! Which articles stand behind a rule on a day, with the sentence that says it.

use jiuzhu_engine::condition::{Article, Rule};
use jiuzhu_engine::rulebook::{Source, SourceIndex};
use jiuzhu_engine::{Date, Rulebook};

use crate::text;

/// An article in force on the day that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation<'a> {
    /// The document.
    pub source: &'a Source,
    /// The article.
    pub article: &'static str,
    /// Its sentence, word for word, where it is on file.
    pub quote: Option<&'a str>,
}

/// The articles behind a rule that were in force on the day, the strongest first.
pub fn in_force<'a>(rulebook: &'a Rulebook, rule: &'a Rule, as_of: Date) -> impl Iterator<Item = Citation<'a>> {
    rule.law.iter().filter_map(move |Article { source, article }| {
        let index = rulebook.source_index(source)?;
        let source = &rulebook.sources[usize::from(index)];
        holds(source, as_of).then(|| Citation { source, article, quote: quote(rulebook, rule, index, article) })
    })
}

/// Whether a document was out and in force; one without any day is never cited, as nobody could say since when.
fn holds(source: &Source, as_of: Date) -> bool {
    let since = source.from.or(source.date);
    since.is_some_and(|since| since <= as_of) && source.until.is_none_or(|until| as_of < until)
}

/// The sentence of the article that says the rule: the one that the texts point to by a few of its words, else the first.
fn quote<'a>(rulebook: &'a Rulebook, rule: &Rule, source: SourceIndex, article: &str) -> Option<&'a str> {
    let of_article = rulebook.quotes.iter().filter(|quote| quote.source == source && quote.article == article);
    let mut of_article = of_article.map(|quote| quote.text.as_str());
    let pointer = ["rule.", rule.id, ".quote"].concat();
    if !text::has(&pointer) {
        return of_article.next();
    }
    let words = text::named(&pointer);
    let first = of_article.clone().next();
    of_article.find(|quote| quote.contains(words)).or(first)
}

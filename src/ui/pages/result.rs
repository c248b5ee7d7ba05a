//! The result: one card for each programme, the most useful first; then what to do, and what it was worked out from.

use jiuzhu_engine::Verdict;

use crate::browser;
use crate::browser::take_away::{self, Host};
use crate::explain::{AmountText, Explanation, FigureText, FindingText, HouseholdText, MissingText, Picture, explain};
use crate::interview::kept::{self, OPENS};
use crate::interview::lines::lines;
use crate::interview::outcome::{
    FEW_QUESTIONS, differs_rounded, fold_of, is_answerable, locals, offered_first, sentence, told_line, verdict_id,
};
use crate::interview::state::{Action, Destination, Screen};
use crate::interview::step::Step;
use crate::text::{self, Key};
use crate::ui::page::{Attr, Errand, Page};
use crate::ui::pages::open;

/// The whole result.
pub fn result(page: &mut Page) {
    let state = page.state;
    let told = explain(state.rulebook, &state.answers.case, &state.assessment);
    page.within("div", "result", |page| {
        page.title(text::get(key!("result.title")));
        page.say("p", "hint", [text::get(key!("result.office-decides")), &told.as_of].concat());
        if let Some(opened) = state.opened.as_ref().filter(|_| OPENS) {
            open::notice(page, opened);
        }
        urgent(page, &told);
        left(page, &told);
        let mut offered = Vec::new();
        for (fold, title) in [
            (None, None),
            (Some(Verdict::Undetermined), Some(key!("result.undetermined"))),
            (Some(Verdict::Unlikely), Some(key!("result.unlikely"))),
            (Some(Verdict::Dormant), Some(key!("result.dormant"))),
        ] {
            let findings: Vec<&FindingText> = told.findings.iter().filter(|finding| fold_of(finding) == fold).collect();
            match title {
                None => cards(page, &findings, told.picture.as_ref(), &mut offered),
                Some(_) if findings.is_empty() => {}
                Some(title) => {
                    let title = text::fill(title, &[("count", &findings.len().to_string())]);
                    page.piece(|page| {
                        page.fold("more-cards", title, |page| cards(page, &findings, None, &mut offered));
                    });
                }
            }
        }
        page.piece(|page| next_steps(page, &told));
        // What the person said, so that a printed or copied result can be checked.
        page.piece(|page| {
            let lines = lines(page.state);
            if !lines.is_empty() {
                let lines: Vec<String> = lines.iter().map(told_line).collect();
                page.fold("fold", text::get(key!("result.answers")), |page| page.list("lines", &lines));
            }
            household(page, &told.household);
            if !told.figures.is_empty() {
                figures(page, &told.figures);
            }
        });
        page.piece(|page| {
            page.within("section", "notes", |page| page.say_each("p", "small", &told.notes));
            take_away(page);
        });
    });
}

/// What holds for people in an emergency, before everything else.
fn urgent(page: &mut Page, told: &Explanation) {
    let Some(duty) = &told.urgent else {
        return;
    };
    page.within("section", "urgent", |page| {
        page.set(Attr::AriaLabelledBy, "urgent");
        named(page, "urgent", key!("urgent.title"));
        page.say("p", "", duty.name.clone());
        if let Some(first) = told.findings.first() {
            page.say("p", "at", first.apply.clone());
        }
        if let Some(phone) = told.phones.first() {
            page.within("p", "phone", |page| page.phone(&phone.number));
        }
        if let Some(quote) = &duty.quote {
            page.say("p", "small", quote.clone());
        }
    });
}

/// The heading of a section, by which the section is known.
fn named(page: &mut Page, id: &'static str, title: Key) {
    page.within("h2", "", |page| {
        page.set(Attr::Id, id);
        page.text(text::get(title));
    });
}

/// Whether anything is left to ask, and the way there.
fn left(page: &mut Page, told: &Explanation) {
    if told.next.is_empty() {
        return page.say("p", "settled", text::get(key!("result.settled")));
    }
    let answerable = is_answerable(page.state);
    page.within("div", "left", |page| {
        page.say("p", "", text::get(if answerable { key!("result.open") } else { key!("result.open-skipped") }));
        if answerable {
            page.button("button", key!("result.go-on"), Action::Continue, |_| {});
        } else {
            page.link("button second", "#/answers", text::get(key!("result.to-answers")));
        }
    });
}

/// The cards, each offering only those questions that no card above it offers.
fn cards(page: &mut Page, findings: &[&FindingText], picture: Option<&Picture>, offered: &mut Vec<Step>) {
    for finding in findings {
        let verdict = verdict_id(finding.verdict);
        page.piece(|page| {
            page.within("article", "", |page| {
                page.set(Attr::Class, ["card ", verdict].concat());
                page.set(Attr::AriaLabelledBy, finding.programme.id());
                card(page, finding, picture, offered);
            });
        });
    }
}

fn card(page: &mut Page, finding: &FindingText, picture: Option<&Picture>, offered: &mut Vec<Step>) {
    page.within("p", "", |page| {
        page.set(Attr::Class, ["verdict ", verdict_id(finding.verdict)].concat());
        page.text(finding.verdict_words);
    });
    page.within("h2", "", |page| {
        page.set(Attr::Id, finding.programme.id());
        page.text(finding.name);
    });
    page.say("p", "what", finding.what);
    for (index, told) in finding.amounts.iter().enumerate() {
        page.within("div", if index == 0 { "amount-told" } else { "amount-told also" }, |page| amount(page, told));
    }
    if !finding.members.is_empty() {
        let members = text::joined(&finding.members, key!("result.separator"));
        page.say("p", "who", text::fill(key!("result.members"), &[("members", &members)]));
    }
    let sentences: Vec<&str> =
        finding.reasons.iter().chain(&finding.discretion).map(|reason| reason.sentence.as_str()).collect();
    let (main, more) = sentences.split_at(usize::from(!finding.reasons.is_empty()));
    page.say_each("p", "main-reason", main);
    if let Some(picture) = picture.filter(|_| finding.programme == jiuzhu_engine::Programme::Dibao) {
        draw(page, picture);
    }
    if !more.is_empty() {
        page.list("reasons", more);
    }
    if !finding.gaps.is_empty() {
        part(page, "part hangs", key!("result.gaps"), |page| {
            page.within("ul", "", |page| {
                for gap in &finding.gaps {
                    page.within("li", "", |page| {
                        page.text(gap.sentence);
                        page.say("span", "settle", gap.settle);
                    });
                }
            });
        });
    }
    if !finding.missing.is_empty() {
        part(page, "part open", key!("result.missing"), |page| missing(page, &finding.missing, offered));
    }
    if !finding.flips.is_empty() {
        part(page, "part turns", key!("result.flips"), |page| page.list("", &finding.flips));
    }
    page.fold("behind", text::get(key!("result.behind")), |page| behind(page, finding));
    let otherwise = format!("programme.{}.otherwise", finding.programme.id());
    if text::has(&otherwise) {
        page.fold("behind otherwise", text::get(key!("result.otherwise")), |page| {
            page.say("p", "", text::named(&otherwise));
            page.say("p", "", text::get(key!("result.otherwise-always")));
        });
    }
}

fn part<'a>(page: &mut Page<'a>, class: &'static str, title: Key, content: impl FnOnce(&mut Page<'a>)) {
    page.within("div", class, |page| {
        page.say("h3", "", text::get(title));
        content(page);
    });
}

fn amount(page: &mut Page, told: &AmountText) {
    page.say("p", "label", told.label.clone());
    page.say("p", if told.is_known { "sum" } else { "sum unknown" }, told.amount.clone());
    page.say_each("p", "how", &told.how);
}

/// What the person has not answered, each with the way to its question.
fn missing(page: &mut Page, missing: &[MissingText], offered: &mut Vec<Step>) {
    let steps = offered_first(page.state, missing, offered);
    if steps.is_empty() {
        return page.say("p", "small", text::get(key!("result.missing-above")));
    }
    page.within("ul", "", |page| {
        for (step, missing) in steps.iter().take(FEW_QUESTIONS) {
            let answers = &page.state.answers;
            let is_rough = answers.is_answered(*step) && !answers.is_skipped(*step);
            page.within("li", "", |page| {
                page.within("span", "", |page| {
                    page.text(missing.name.clone());
                    if is_rough {
                        page.text(text::get(key!("result.more-exactly")));
                    }
                });
                let answer = Action::Go(Destination::Screen(Screen::Question(*step)));
                page.button("answer-now", key!("result.answer"), answer, |page| {
                    page.set(Attr::AriaLabel, text::fill(key!("result.answer-named"), &[("name", &missing.name)]));
                });
            });
        }
    });
    let more = steps.len().saturating_sub(FEW_QUESTIONS);
    if more > 0 {
        let key = if is_answerable(page.state) { key!("result.more-missing") } else { key!("result.more-skipped") };
        page.say("p", "small", text::fill(key, &[("count", &more.to_string())]));
    }
}

/// The articles with their sentences, the local documents and the figures behind a card.
fn behind(page: &mut Page, finding: &FindingText) {
    for law in &finding.laws {
        page.within("div", "law", |page| {
            page.say("p", "law-name", law.name.clone());
            if let Some(quote) = &law.quote {
                page.say("blockquote", "", quote.clone());
            }
        });
    }
    let locals = locals(finding);
    if !locals.is_empty() {
        page.list("locals", &locals);
    }
}

/// Where to go, with what, and what one may expect there.
fn next_steps(page: &mut Page, told: &Explanation) {
    page.within("section", "next-steps", |page| {
        page.set(Attr::AriaLabelledBy, "next-steps");
        named(page, "next-steps", key!("result.where"));
        for office in &told.places {
            page.within("div", "office", |page| {
                page.say("p", "for", office.programmes.join(text::get(key!("result.separator"))));
                page.say("p", "at", office.sentence.clone());
                page.say_each("p", "small", &office.why);
            });
        }
        page.within("section", "", |page| {
            page.say("h3", "", text::get(key!("result.phones")));
            page.within("ul", "phones", |page| {
                for phone in &told.phones {
                    page.within("li", "", |page| {
                        page.phone(&phone.number);
                        page.say("span", "", phone.purpose.clone());
                    });
                }
            });
        });
        let lists = [
            (key!("result.documents"), &told.documents),
            (key!("result.times"), &told.times),
            (key!("result.rights"), &told.rights),
        ];
        for (title, lines) in lists.into_iter().filter(|(_, lines)| !lines.is_empty()) {
            page.within("section", "", |page| {
                page.say("h3", "", text::get(title));
                page.list("lines", lines);
            });
        }
    });
}

/// Who counts and who does not, with the article that says so, and what was made of the income.
fn household(page: &mut Page, told: &HouseholdText) {
    page.fold("fold", text::get(key!("result.household")), |page| {
        page.say("p", "size", told.size.clone());
        page.within("ul", "members", |page| {
            for member in &told.members {
                page.within("li", "", |page| {
                    page.within("p", "", |page| {
                        page.say("b", "", member.who.clone());
                        page.say("span", "counts", member.word);
                    });
                    page.say("p", "", member.reason.sentence.clone());
                    if let Some(law) = &member.reason.law {
                        page.say("p", "small", law.name.clone());
                    }
                });
            }
        });
        page.list("lines", &told.lines);
    });
}

fn figures(page: &mut Page, figures: &[FigureText]) {
    page.fold("fold", text::get(key!("result.figures")), |page| {
        page.within("ul", "figures", |page| {
            for figure in figures {
                page.within("li", if figure.doubtful { "doubtful" } else { "" }, |page| {
                    page.say("p", "", figure.line.clone());
                    if let Some(source) = &figure.source {
                        page.say("p", "small", source.clone());
                    }
                });
            }
        });
    });
}

/// Where the household stands against the lines, drawn to scale; the words beside it say the same.
fn draw(page: &mut Page, picture: &Picture) {
    const CLASSES: [&str; 3] = ["of-income", "of-dibao", "of-borderline"];
    /// Between which heights the benefit is drawn, above the bar.
    const TOP: i32 = -54;
    const BOTTOM: i32 = 6;
    page.within("figure", "picture", |page| {
        page.within("svg", "", |page| {
            page.set(Attr::ViewBox, if picture.benefit.is_some() { "0 -60 300 100" } else { "0 0 300 40" });
            page.set(Attr::Role, "img");
            page.set(Attr::AriaLabel, text::joined(&picture.words, key!("result.comma")));
            bar(page, "track", 100);
            bar(page, "income", picture.income);
            line(page, "line", (picture.dibao, 6), (picture.dibao, 34));
            if let Some(borderline) = picture.borderline {
                line(page, "line second", (borderline, 6), (borderline, 34));
            }
            if picture.benefit.is_some() {
                // From all of the line without income to nothing at the line.
                line(page, "line", (0, TOP), (picture.dibao, BOTTOM));
                let height = (BOTTOM - TOP) * picture.income as i32 / picture.dibao as i32;
                line(page, "line benefit", (picture.income, TOP + height), (picture.income, BOTTOM));
            }
        });
        page.within("figcaption", "", |page| {
            for (words, class) in picture.words.iter().zip(CLASSES) {
                page.say("span", class, words.clone());
            }
            page.say_each("span", "of-benefit", picture.benefit.as_slice());
        });
    });
}

/// A bar that is so many hundredths of the width long.
fn bar(page: &mut Page, class: &'static str, length: u32) {
    page.within("rect", class, |page| {
        page.set(Attr::X, "10");
        page.set(Attr::Y, "14");
        page.set(Attr::Width, (length * 28 / 10).to_string());
        page.set(Attr::Height, "12");
        page.set(Attr::Rx, "6");
    });
}

fn line(page: &mut Page, class: &'static str, from: (u32, i32), to: (u32, i32)) {
    let [left, right] = [from.0, to.0].map(|hundredths| 10 + hundredths * 28 / 10);
    page.within("path", class, |page| page.set(Attr::D, format!("M{left} {}L{right} {}", from.1, to.1)));
}

/// The ways to take the result away: digits to read out, words, a picture, paper, a file.
fn take_away(page: &mut Page) {
    page.within("section", "take-away", |page| {
        code(page);
        page.button("button", key!("result.copy"), Errand::Copy, |_| {});
        page.button("button second", key!("result.draw"), Errand::Draw { with_words: true }, |_| {});
        let host = take_away::host();
        if host == Host::Desk {
            page.button("button second", key!("result.print"), Errand::Print, |_| {});
            page.button("button second", key!("result.save"), Errand::Save, |_| {});
        }
        if host == Host::MiniProgram {
            page.button("button second", key!("result.leave"), Errand::Leave, |_| {});
        }
        page.link("button second", "#/answers", text::get(key!("result.back")));
        copied(page);
        drawn(page);
    });
}

/// The digits, how they differ from what was told, and a shorter or a more exact way to say them.
fn code(page: &mut Page) {
    let state = page.state;
    let Some(said) = kept::said(state, state.short) else {
        return;
    };
    page.fold("fold", text::get(key!("code.title")), |page| {
        page.say("p", "", text::get(key!("code.hint")));
        page.within("p", "code", |page| page.say_each("span", "", &said.code.split(' ').collect::<Vec<_>>()));
        let rounded: Vec<String> = said.rounded.iter().filter_map(|rounded| sentence(state, rounded)).collect();
        page.list("lines", &rounded);
        if differs_rounded(state, &said) {
            page.say("p", "main-reason", text::get(key!("code.differs")));
        }
        let other = if state.short { key!("code.exactly") } else { key!("code.shorter") };
        page.button("link", other, Action::Shorten(!state.short), |_| {});
        if OPENS && !browser::is_alone() {
            page.button("link", key!("code.draw"), Errand::Draw { with_words: false }, |_| {});
        }
    });
}

/// Whether copying worked, and the words to copy by hand if it did not.
fn copied(page: &mut Page) {
    let copied = page.state.copied.as_ref();
    let by_hand = copied.filter(|text| !text.is_empty());
    page.within("p", "status", |page| {
        page.set(Attr::Role, "status");
        page.text(match (copied, by_hand) {
            (None, _) => "",
            (_, None) => text::get(key!("result.copied")),
            _ => text::get(key!("result.copy-by-hand")),
        });
    });
    page.when(by_hand.is_some(), |page| {
        page.within("textarea", "by-hand", |page| {
            page.flag(Attr::ReadOnly, true);
            page.set(Attr::Rows, "12");
            page.set(Attr::AriaLabel, text::get(key!("result.title")));
            page.value(by_hand.map(|text| text.to_string()).unwrap_or_default());
        });
    });
}

/// The picture, which can be kept by pressing on it, also where nothing can be saved or printed.
fn drawn(page: &mut Page) {
    page.within("p", "drawn", |page| {
        page.set(Attr::Role, "status");
        match &page.state.drawn {
            None => {}
            Some(None) => page.text(text::get(key!("result.not-drawn"))),
            Some(Some(drawn)) => {
                page.say("span", "note", text::get(key!("result.drawn")));
                page.within("img", "", |page| {
                    // Its words stand on the page.
                    page.set(Attr::Alt, "");
                    page.set(Attr::Src, drawn.clone());
                });
            }
        }
    });
}

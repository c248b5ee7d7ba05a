//! The result: one card for each programme, the most useful first; then what to do, and what it was worked out from.

use jiuzhu_engine::{HouseholdQuestion as Ask, Question, Verdict};
use yew::prelude::*;

use crate::browser::take_away;
use crate::explain::{
    AmountText, Explanation, FigureText, FindingText, GapText, LawText, MemberText, MissingText, Picture, PlaceText,
    ReasonText, explain,
};
use crate::text;
use crate::ui::View;
use crate::ui::pages::answers::{Line, lines};
use crate::ui::state::{Action, Destination, Screen};
use crate::ui::step::Step;

/// So many questions of one programme are offered one by one; the interview asks the others.
const FEW_QUESTIONS: usize = 3;

/// The whole result.
pub fn result(view: View) -> Html {
    let state = view.state;
    let told = explain(&state.rulebook, &state.answers.case, &state.assessment);
    let lines = lines(view);
    let (unlikely, worth): (Vec<&FindingText>, Vec<&FindingText>) =
        told.findings.iter().partition(|finding| finding.verdict == Verdict::Unlikely);
    html! {
        <div class="result">
            <h1 tabindex="-1">{ text::get("result.title") }</h1>
            <p class="hint">{ format!("{}{}", text::get("result.office-decides"), told.as_of) }</p>
            { urgent(&told) }
            { left(view, &told) }
            { cards(view, &worth, told.picture.as_ref()) }
            { ruled_out(view, &unlikely) }
            { next_steps(&told) }
            { answers(&lines) }
            { household(&told) }
            { figures(&told.figures) }
            <section class="notes">
                { for told.notes.iter().map(|note| html! { <p class="small">{ note }</p> }) }
            </section>
            <TakeAway text={taken_away(&told, &lines)} />
        </div>
    }
}

/// Whether anything is left to ask, and the way there.
fn left(view: View, told: &Explanation) -> Html {
    if told.next.is_empty() {
        return html! { <p class="settled">{ text::get("result.settled") }</p> };
    }
    let answerable = view.state.answers.next_step(&view.state.assessment).is_some();
    let send = view.send.clone();
    let go_on = move |_: MouseEvent| send.emit(Action::Continue);
    html! {
        <div class="left">
            <p>{ text::get(if answerable { "result.open" } else { "result.open-skipped" }) }</p>
            if answerable {
                <button type="button" class="button" onclick={go_on}>{ text::get("result.go-on") }</button>
            } else {
                <a class="button second" href="#/answers">{ text::get("result.to-answers") }</a>
            }
        </div>
    }
}

/// What holds for people in an emergency, before everything else.
fn urgent(told: &Explanation) -> Html {
    let Some(duty) = &told.urgent else {
        return Html::default();
    };
    html! {
        <section class="urgent" aria-labelledby="urgent">
            <h2 id="urgent">{ text::get("urgent.title") }</h2>
            <p>{ &duty.name }</p>
            { for told.findings.iter().take(1).map(|finding| html! { <p class="at">{ &finding.apply }</p> }) }
            if let Some(phone) = told.phones.first() {
                <p class="phone"><a href={format!("tel:{}", phone.number)}>{ &phone.number }</a></p>
            }
            if let Some(quote) = &duty.quote {
                <p class="small">{ quote }</p>
            }
        </section>
    }
}

/// The cards, each offering only those questions that no card above it offers.
fn cards(view: View, findings: &[&FindingText], picture: Option<&Picture>) -> Html {
    let mut offered: Vec<Step> = Vec::new();
    let cards: Vec<Html> = findings.iter().map(|finding| card(view, finding, picture, &mut offered)).collect();
    html! { <>{ for cards }</> }
}

fn card(view: View, finding: &FindingText, picture: Option<&Picture>, offered: &mut Vec<Step>) -> Html {
    let id = finding.programme.id();
    let is_dibao = finding.programme == jiuzhu_engine::Programme::Dibao;
    let (main, more) = finding.reasons.split_first().map_or((None, &[][..]), |(main, more)| (Some(main), more));
    html! {
        <article class={classes!("card", verdict_class(finding.verdict))} aria-labelledby={id}>
            <p class={classes!("verdict", verdict_class(finding.verdict))}>{ finding.verdict_words }</p>
            <h2 {id}>{ finding.name }</h2>
            <p class="what">{ finding.what }</p>
            { for finding.amounts.iter().enumerate().map(|(index, it)| amount(it, index == 0)) }
            if !finding.members.is_empty() {
                <p class="who">
                    { text::fill("result.members", &[("members", &finding.members.join(text::get("result.separator")))]) }
                </p>
            }
            if let Some(main) = main {
                <p class="main-reason">{ &main.sentence }</p>
            }
            if let Some(picture) = picture.filter(|_| is_dibao) {
                { draw(picture) }
            }
            if !more.is_empty() || finding.discretion.is_some() {
                <ul class="reasons">{ for more.iter().chain(&finding.discretion).map(reason) }</ul>
            }
            { gaps(&finding.gaps) }
            { missing(view, &finding.missing, offered) }
            { flips(&finding.flips) }
            { behind(finding) }
        </article>
    }
}

fn amount(amount: &AmountText, is_main: bool) -> Html {
    html! {
        <div class={if is_main { "amount-told" } else { "amount-told also" }}>
            <p class="label">{ &amount.label }</p>
            <p class={if amount.is_known { "sum" } else { "sum unknown" }}>{ &amount.amount }</p>
            { for amount.how.iter().map(|how| html! { <p class="how">{ how }</p> }) }
        </div>
    }
}

fn reason(reason: &ReasonText) -> Html {
    html! { <li>{ &reason.sentence }</li> }
}

/// What only the place can decide, and what to ask there.
fn gaps(gaps: &[GapText]) -> Html {
    if gaps.is_empty() {
        return Html::default();
    }
    html! {
        <div class="part hangs">
            <h3>{ text::get("result.gaps") }</h3>
            <ul>
                { for gaps.iter().map(|gap| html! {
                    <li>{ gap.sentence }<span class="settle">{ gap.settle }</span></li>
                }) }
            </ul>
        </div>
    }
}

/// What the person has not answered, each with the way to its question.
fn missing(view: View, missing: &[MissingText], offered: &mut Vec<Step>) -> Html {
    if missing.is_empty() {
        return Html::default();
    }
    let mut steps: Vec<(Step, &MissingText)> = Vec::new();
    for each in missing {
        let step = step_to(view, each.question);
        if !offered.contains(&step) {
            offered.push(step);
            steps.push((step, each));
        }
    }
    let is_above = steps.is_empty();
    let more = steps.len().saturating_sub(FEW_QUESTIONS);
    let buttons = steps.into_iter().take(FEW_QUESTIONS).map(|(step, missing)| {
        let send = view.send.clone();
        let answer = move |_: MouseEvent| send.emit(Action::Go(Destination::Screen(Screen::Question(step))));
        let label = text::fill("result.answer-named", &[("name", &missing.name)]);
        html! {
            <li>
                <span>{ &missing.name }</span>
                <button type="button" class="answer-now" aria-label={label} onclick={answer}>
                    { text::get("result.answer") }
                </button>
            </li>
        }
    });
    html! {
        <div class="part open">
            <h3>{ text::get("result.missing") }</h3>
            if is_above {
                <p class="small">{ text::get("result.missing-above") }</p>
            } else {
                <ul>{ for buttons }</ul>
            }
            if more > 0 {
                <p class="small">{ text::fill("result.more-missing", &[("count", &more.to_string())]) }</p>
            }
        </div>
    }
}

/// The screen that asks a question: the list it stands on, until that is answered.
fn step_to(view: View, question: Question) -> Step {
    let answers = &view.state.answers;
    match Step::list_of(question).filter(|list| !answers.is_answered(*list)) {
        Some(list) => list,
        None if question == Question::Household(Ask::Members) && answers.people.is_empty() => Step::Person(0),
        None => Step::alone(question),
    }
}

fn flips(flips: &[String]) -> Html {
    if flips.is_empty() {
        return Html::default();
    }
    html! {
        <div class="part turns">
            <h3>{ text::get("result.flips") }</h3>
            <ul>{ for flips.iter().map(|flip| html! { <li>{ flip }</li> }) }</ul>
        </div>
    }
}

/// The articles with their sentences, the local documents and the figures behind a card.
fn behind(finding: &FindingText) -> Html {
    let sources = finding.amounts.iter().filter_map(|amount| amount.source.as_ref());
    let sources = sources.chain(finding.reasons.iter().filter_map(|reason| reason.local.as_ref()));
    let mut locals: Vec<&String> = finding.figures.iter().collect();
    for source in sources {
        if !locals.contains(&source) {
            locals.push(source);
        }
    }
    html! {
        <details class="behind">
            <summary>{ text::get("result.behind") }</summary>
            { for finding.laws.iter().map(law) }
            if !locals.is_empty() {
                <ul class="locals">{ for locals.into_iter().map(|local| html! { <li>{ local }</li> }) }</ul>
            }
        </details>
    }
}

fn law(law: &LawText) -> Html {
    html! {
        <div class="law">
            <p class="law-name">{ &law.name }</p>
            if let Some(quote) = &law.quote {
                <blockquote>{ quote }</blockquote>
            }
        </div>
    }
}

/// What is ruled out, folded away but never hidden: why it is ruled out can be as useful.
fn ruled_out(view: View, findings: &[&FindingText]) -> Html {
    if findings.is_empty() {
        return Html::default();
    }
    let title = text::fill("result.unlikely", &[("count", &findings.len().to_string())]);
    html! {
        <details class="ruled-out">
            <summary>{ title }</summary>
            { cards(view, findings, None) }
        </details>
    }
}

/// Where to go, with what, and what one may expect there.
fn next_steps(told: &Explanation) -> Html {
    let list = |key: &'static str, lines: &[&'static str]| {
        if lines.is_empty() {
            return Html::default();
        }
        html! {
            <section>
                <h3>{ text::get(key) }</h3>
                <ul class="lines">{ for lines.iter().map(|line| html! { <li>{ *line }</li> }) }</ul>
            </section>
        }
    };
    html! {
        <section class="next-steps" aria-labelledby="next-steps">
            <h2 id="next-steps">{ text::get("result.where") }</h2>
            { for told.places.iter().map(office) }
            <section>
                <h3>{ text::get("result.phones") }</h3>
                <ul class="phones">
                    { for told.phones.iter().map(|phone| html! {
                        <li><a href={format!("tel:{}", phone.number)}>{ &phone.number }</a><span>{ &phone.purpose }</span></li>
                    }) }
                </ul>
            </section>
            { list("result.documents", &told.documents) }
            { list("result.times", &told.times) }
            { list("result.rights", &told.rights) }
        </section>
    }
}

fn office(place: &PlaceText) -> Html {
    html! {
        <div class="office">
            <p class="for">{ place.programmes.join(text::get("result.separator")) }</p>
            <p class="at">{ &place.sentence }</p>
            { for place.why.iter().map(|why| html! { <p class="small">{ *why }</p> }) }
        </div>
    }
}

/// What the person said, so that a printed or copied result can be checked.
fn answers(lines: &[Line]) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <details class="fold">
            <summary>{ text::get("result.answers") }</summary>
            <ul class="lines">{ for lines.iter().map(|line| html! { <li>{ told_line(line) }</li> }) }</ul>
        </details>
    }
}

fn told_line(line: &Line) -> String {
    let value = line.value.as_deref().unwrap_or(text::get("answers.unknown"));
    [&line.label, value].join(text::get("result.colon"))
}

/// The result as plain text, with the answers that it follows from.
fn taken_away(told: &Explanation, lines: &[Line]) -> String {
    let mut sheet = told.to_text();
    if !lines.is_empty() {
        sheet.push('\n');
        sheet.push_str(text::get("result.answers"));
        for line in lines {
            sheet.push_str("\n- ");
            sheet.push_str(&told_line(line));
        }
        sheet.push('\n');
    }
    sheet
}

/// Who counts and who does not, with the article that says so, and what was made of the income.
fn household(told: &Explanation) -> Html {
    html! {
        <details class="fold">
            <summary>{ text::get("result.household") }</summary>
            <p class="size">{ &told.household.size }</p>
            <ul class="members">{ for told.household.members.iter().map(member) }</ul>
            <ul class="lines">{ for told.household.lines.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
        </details>
    }
}

fn member(member: &MemberText) -> Html {
    html! {
        <li>
            <p><b>{ &member.who }</b><span class="counts">{ member.word }</span></p>
            <p>{ &member.reason.sentence }</p>
            if let Some(law) = &member.reason.law {
                <p class="small">{ &law.name }</p>
            }
        </li>
    }
}

fn figures(figures: &[FigureText]) -> Html {
    if figures.is_empty() {
        return Html::default();
    }
    html! {
        <details class="fold">
            <summary>{ text::get("result.figures") }</summary>
            <ul class="figures">
                { for figures.iter().map(|figure| html! {
                    <li class={figure.doubtful.then_some("doubtful")}>
                        <p>{ &figure.line }</p>
                        if let Some(source) = &figure.source {
                            <p class="small">{ source }</p>
                        }
                    </li>
                }) }
            </ul>
        </details>
    }
}

/// Where the household stands against the lines, drawn to scale; the words beside it say the same.
fn draw(picture: &Picture) -> Html {
    let at = |place: u32| (10 + place * 28 / 10).to_string();
    let mark = |place: u32, class: &'static str| {
        let x = at(place);
        html! { <line class={class} x1={x.clone()} x2={x} y1="6" y2="34" /> }
    };
    html! {
        <figure class="picture">
            <svg viewBox="0 0 300 40" role="img" aria-label={picture.words.join(text::get("result.comma"))}>
                <rect class="track" x="10" y="14" width="280" height="12" rx="6" />
                <rect class="income" x="10" y="14" width={(picture.income * 28 / 10).to_string()} height="12" rx="6" />
                { mark(picture.dibao, "line") }
                if let Some(borderline) = picture.borderline {
                    { mark(borderline, "line second") }
                }
            </svg>
            <figcaption>
                { for picture.words.iter().enumerate().map(|(index, words)| html! {
                    <span class={["of-income", "of-dibao", "of-borderline"][index.min(2)]}>{ words }</span>
                }) }
            </figcaption>
        </figure>
    }
}

fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Likely => "likely",
        Verdict::Possible => "possible",
        Verdict::Undetermined => "undetermined",
        Verdict::Unlikely => "unlikely",
    }
}

/// What can be taken away.
#[derive(PartialEq, Properties)]
pub struct TakeAwayProps {
    /// The result as plain text.
    pub text: String,
}

/// Copies or prints the result.
#[component]
pub fn TakeAway(props: &TakeAwayProps) -> Html {
    let copied = use_state(|| None);
    let printable = use_state(|| false);
    use_effect_with((), {
        let printable = printable.clone();
        move |()| printable.set(take_away::can_print())
    });
    let copy = {
        let (text, copied) = (props.text.clone(), copied.clone());
        move |_: MouseEvent| {
            let copied = copied.clone();
            take_away::copy(&text, move |done| copied.set(Some(done)));
        }
    };
    let status = match *copied {
        None => "",
        Some(true) => text::get("result.copied"),
        Some(false) => text::get("result.copy-by-hand"),
    };
    html! {
        <section class="take-away">
            <button type="button" class="button" onclick={copy}>{ text::get("result.copy") }</button>
            if *printable {
                <button type="button" class="button second" onclick={|_: MouseEvent| take_away::print()}>
                    { text::get("result.print") }
                </button>
            }
            <a class="button second" href="#/answers">{ text::get("result.back") }</a>
            <p class="status" role="status">{ status }</p>
            if *copied == Some(false) {
                <textarea class="by-hand" readonly={true} rows="12" aria-label={text::get("result.title")} value={props.text.clone()} />
            }
        </section>
    }
}

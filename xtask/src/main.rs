//! The only build tool of the project: `cargo xtask help` lists what it does.

mod audit;
mod bench;
mod chromium;
mod code;
mod command;
mod dist;
mod embed;
mod font;
mod fuzz;
mod headers;
mod lower;
mod memory;
mod miniprogram;
mod missing;
mod npm;
mod page;
mod plain;
mod population;
mod project;
mod prove;
mod reproduce;
mod server;
mod shipped;
mod similar;
mod size;
mod suite;
mod sums;
mod toolchain;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use jiuzhu_engine::spoken::EXACT;
use xtask::{assess, rules};

use crate::dist::Parts;
use crate::headers::FramedBy;
use crate::project::Project;

const HELP: &str = "\
cargo xtask serve [--port N] [--log FILE]      build the page and serve it under the production headers
cargo xtask build                              build the page and the engine without imports into dist/, the
                                               npm package into target/npm/, the mini-program beside dist/
cargo xtask plain                              build only the engine without imports into dist/
cargo xtask embed                              build only the npm package into target/npm/
cargo xtask miniprogram                        build only the mini-program, into a folder beside dist/
cargo xtask check [--texts DIR]                the rule files; DIR holds the sources' texts to compare the quotes with
cargo xtask check --stale                      which figures to look up next, by how many counties rest on them
cargo xtask new-place CODE                     a file to fill in for a place that has none in rules/places/
cargo xtask assess FILE [--json] [--rules BIN] what comes of the case in a .toml or .json file, in words or as JSON
cargo xtask assess FILE --jsonl                many cases, one JSON in each line; one line of JSON for each, in order
cargo xtask code FILE [--digits N]             the case in digits to read out, amounts rounded to N significant digits
cargo xtask code FOLDER                        every golden case in it: its file, its day, its digits, its verdicts
cargo xtask code CODE                          the case that such digits say
cargo xtask size                               sizes of dist/ against the budgets
cargo xtask prove [--cases N]                  the engine's laws on ten million random households each, or N;
                                               one in a hundred of them in WebAssembly too
cargo xtask population [--households N]        how much the interview asks of 100,000 typical households, or N
cargo xtask bench                              how long an assessment takes, beside other rule engines on one rule
cargo xtask bench --page                       how soon the page of dist/ can be used and how fast it follows, on a slow processor
cargo xtask bench --package                    how long a golden case takes in the npm package of target/npm/
cargo xtask bench --server                     how many visits nginx serves from dist/, and what a visit weighs
cargo xtask pictures                           takes the pictures of docs/ of the page in dist/
cargo xtask fuzz [--minutes N] [--only TARGET] what comes from outside, torn to pieces, ten minutes for each reader or N
cargo xtask audit                              licences, sources and known holes of what others wrote
cargo xtask reproduce                          builds the committed tree twice, by two users in two places, and compares
cargo xtask memory                             the functions that hosts call through pointers, under Valgrind
cargo xtask test [--only NAME]                 every test; --only runs the browser tests whose file has NAME in it

serve, build, plain, size and test take --dist DIR to use another folder than dist/
serve and build take --quick to build sooner, for the current browser only and with the messages of panics;
                without the page for hotline staff, unless --hotline is there too
serve and build take --frame-ancestors 'https://PORTAL …' to let portals show the page in a frame
serve and test take --no-build to use the folder as it is";

fn main() {
    if let Err(error) = run() {
        eprintln!("error: {error:#}");
        std::process::exit(1);
    }
}

fn run() -> Result<()> {
    let mut args = Args(std::env::args().skip(1).collect());
    let task = args.word();
    let mut project = Project::find()?;
    if let Some(dist) = args.value("--dist")? {
        project.dist = std::path::absolute(dist)?;
    }
    match task.as_deref() {
        Some("serve") => {
            let options = server::Options {
                port: args.value("--port")?.map_or(Ok(8080), |it| it.parse()).context("`--port` wants a number")?,
                log: args.value("--log")?.map(PathBuf::from),
                framed_by: framed_by(&mut args)?,
            };
            let built = args.flag("--no-build");
            let parts = parts(&mut args, Parts::Pages);
            args.end()?;
            if !built {
                dist::build(&project, parts, &options.framed_by)?;
            }
            server::serve(&project.dist, &options)
        }
        Some("build") => {
            let (parts, framed_by) = (parts(&mut args, Parts::All), framed_by(&mut args)?);
            args.end()?;
            dist::build(&project, parts, &framed_by)
        }
        Some("plain") => {
            args.end()?;
            println!("built {}", dist::build_engine(&project)?.display());
            Ok(())
        }
        Some("embed") => {
            args.end()?;
            println!("built {}", embed::build(&project)?.display());
            Ok(())
        }
        Some("miniprogram") => {
            args.end()?;
            println!("built {}", miniprogram::build(&project)?.display());
            Ok(())
        }
        Some("size") => {
            args.end()?;
            size::check(&project)
        }
        Some("test") => {
            let options = suite::Options { only: args.value("--only")?, built: args.flag("--no-build") };
            args.end()?;
            suite::run(&project, &options)
        }
        Some("prove") => {
            let cases = args.value("--cases")?.map_or(Ok(prove::CASES), |it| it.parse());
            args.end()?;
            prove::run(&project, cases.context("`--cases` wants a number")?)
        }
        Some("population") => {
            let households = args.value("--households")?.map_or(Ok(population::HOUSEHOLDS), |it| it.parse());
            args.end()?;
            population::run(&project, households.context("`--households` wants a number")?)
        }
        Some("check") => {
            let texts = args.value("--texts")?.map(PathBuf::from);
            let stale = args.flag("--stale");
            args.end()?;
            if stale { rules::list_stale(&project.root, assess::today()?) } else { rules::check(&project.root, texts) }
        }
        Some("new-place") => {
            let place = args.word().context("`new-place` wants a code or the whole name of a place after it")?;
            args.end()?;
            rules::new_place(&project.root, &place, assess::today()?)
        }
        Some("assess") => {
            let (json, many) = (args.flag("--json"), args.flag("--jsonl"));
            let rules = args.value("--rules")?.map(PathBuf::from);
            let file = args.word().map(PathBuf::from).context("`assess` wants a file after it")?;
            args.end()?;
            assess::run(&project.root, &assess::Options { file, json, many, rules })
        }
        Some("code") => {
            let digits = args.value("--digits")?.map_or(Ok(EXACT), |it| it.parse());
            let told = args.rest().context("`code` wants a file or the digits of a code after it")?;
            code::run(&project.root, &told, digits.context("`--digits` wants a number")?)
        }
        Some("bench") => {
            let kinds = ["--page", "--package", "--server"].map(|kind| args.flag(kind));
            args.end()?;
            match kinds {
                [true, ..] => bench::page(&project),
                [_, true, _] => bench::package(&project),
                [.., true] => bench::server(&project),
                _ => bench::run(&project),
            }
        }
        Some("pictures") => {
            args.end()?;
            command::run(suite::node(&project)?.arg("tests/browser/pictures.mjs"))
        }
        Some("fuzz") => {
            let minutes = args.value("--minutes")?.map_or(Ok(fuzz::MINUTES), |it| it.parse());
            let only = args.value("--only")?;
            args.end()?;
            fuzz::run(&project, minutes.context("`--minutes` wants a number")?, only.as_deref())
        }
        Some("audit") => {
            args.end()?;
            audit::run(&project)
        }
        Some("reproduce") => {
            args.end()?;
            reproduce::run(&project)
        }
        Some("memory") => {
            args.end()?;
            memory::run(&project)
        }
        Some("help") | None => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("unknown task `{other}`; these exist:\n{HELP}"),
    }
}

/// What is to be built, where it is not as much as usual.
fn parts(args: &mut Args, usual: Parts) -> Parts {
    match (args.flag("--quick"), args.flag("--hotline")) {
        (false, _) => usual,
        (true, false) => Parts::QuickPage,
        (true, true) => Parts::QuickPages,
    }
}

/// Who may show the page in a frame.
fn framed_by(args: &mut Args) -> Result<FramedBy> {
    args.value("--frame-ancestors")?.unwrap_or_default().parse()
}

/// The words after the task's name, taken out one by one.
struct Args(Vec<String>);

impl Args {
    /// The first word that is left.
    fn word(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// All words that are left, as one: the groups of a code may come apart.
    fn rest(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.drain(..).collect::<Vec<_>>().join(" "))
    }

    /// True if the flag was given.
    fn flag(&mut self, name: &str) -> bool {
        let found = self.0.iter().position(|it| it == name);
        found.map(|at| self.0.remove(at)).is_some()
    }

    /// The value after the option, if the option was given.
    fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.0.iter().position(|it| it == name) else {
            return Ok(None);
        };
        self.0.remove(at);
        if at == self.0.len() {
            bail!("`{name}` wants a value after it");
        }
        Ok(Some(self.0.remove(at)))
    }

    /// An error if a word is left that nobody took.
    fn end(&self) -> Result<()> {
        match self.0.first() {
            Some(word) => bail!("unknown word `{word}`; see `cargo xtask help`"),
            None => Ok(()),
        }
    }
}

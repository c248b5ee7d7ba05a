//! Each fault is found in the line it stands in, and the rules of the project have none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiuzhu_engine::condition::Gap;
use jiuzhu_engine::programmes::RULES;
use jiuzhu_engine::rulebook::Rulebook;

use super::citation::{Text, Texts};
use super::fault::Fault;
use super::folder::Folder;
use super::{Checked, compile, coverage, new_place, stale};

const REGIONS: &str = "\
code,name,parent,level
620000,甘肃省,,province
620100,兰州市,620000,prefecture
620102,城关区,620100,county
310000,上海市,,province
310101,黄浦区,310000,county
";
const STANDARDS: &str = "\
code,name,urban,rural,from,kind,class,source,dated,checked_on,note
620000,甘肃省,623,399,2021-01-01,guideline,B,daily,stated,2026-11-20,
620102,城关区,920,465,2023-01-01,local,B,daily,stated,2026-11-20,
310000,上海市,1650,1650,2025-07-01,local,B,daily,stated,2026-11-20,
";
const INCOMES: &str = "\
code,name,year,all,urban,rural,kind,class,source,checked_on
620000,甘肃省,2025,26000,,,published,B,daily,2026-11-20
";
const WAGES: &str = "\
code,name,zone,monthly,from,kind,class,source,checked_on,note
620000,甘肃省,一类,2020,2023-11-01,published,B,daily,2026-11-20,
";
const HOTLINES: &str = "\
code,number,purpose,as_of,class,source,checked_on
000000,12345,热线,,-,recalled,2026-11-20
";
const SOURCES: &str = r#"
[[source]]
id = "law"
title = "某法"
class = "A"
text = "law.md"
url = "https://www.gov.cn/law.htm"

[[source]]
id = "daily"
title = "某报"
date = "2021-04-16"
class = "B"

[[source]]
id = "recalled"
title = "凭记忆"
class = "memory"
"#;
const QUOTES: &str = r#"
[[quote]]
source = "law"
article = "18"
paragraph = 2
text = "可以分档定额发放"
"#;
const PLACE: &str = r#"province = "620000"

[[rule]]
place = "620100"
residence = "rural"
from = "2022-01-01"
until = "2024-01-01"
kind = "local"
class = "B"
source = "daily"
checked_on = "2026-11-21"
rule.payment.tiers = { period = "month", tiers = [
    { name = "一类", amount = "439" },
    { name = "二类", amount = "417" },
] }
"#;
const NATIONAL: &str = r#"
[stale_after_months]
value = 18
reason = "习惯"
checked_on = "2026-11-21"
[basic_pension_exempt_until]
value = "2026-01-01"
source = "law"
reason = "习惯"
checked_on = "2026-11-21"
[borderline_multiple]
least = "1.5"
most = "3"
reason = "习惯"
checked_on = "2026-11-21"
[savings_below_every_limit]
value = "6"
reason = "习惯"
checked_on = "2026-11-21"
[savings_assumed_allowed]
value = "12"
reason = "习惯"
checked_on = "2026-11-21"
[largest_job_cost]
value = "870"
reason = "习惯"
checked_on = "2026-11-21"
[rigid_ratio]
least = "0.40"
most = "0.90"
reason = "习惯"
checked_on = "2026-11-21"
[phase_out_months]
value = 6
reason = "习惯"
checked_on = "2026-11-21"
[quick_aid_standards]
value = "1"
reason = "习惯"
checked_on = "2026-11-21"
[event_fresh_months]
value = 12
reason = "习惯"
checked_on = "2026-11-21"
[price_rise]
value = "0.035"
reason = "习惯"
checked_on = "2026-11-21"
[living_cost_standards]
value = "1"
reason = "习惯"
checked_on = "2026-11-21"
[longest_phase_out_months]
value = 36
reason = "习惯"
checked_on = "2026-11-21"
[epidemic_until]
value = "2023-01-08"
reason = "习惯"
checked_on = "2026-11-21"
"#;
const LAW: &str =
    "# 某法\n第十七条 甲。\n第十八条 给予最低生活保障。\n可以按照差额发放，也可以分档定额发放。\n第十九条 乙。\n";
const PLACES: &str = "rules/places/620000-gansu.toml";

/// A small folder of rules without a fault.
fn sound() -> Folder {
    let files = [
        ("rules/regions.csv", REGIONS),
        ("rules/standards.csv", STANDARDS),
        ("rules/incomes.csv", INCOMES),
        ("rules/minimum_wage.csv", WAGES),
        ("rules/hotlines.csv", HOTLINES),
        ("rules/sources.toml", SOURCES),
        ("rules/quotes.toml", QUOTES),
        ("rules/national.toml", NATIONAL),
        (PLACES, PLACE),
    ];
    Folder(files.into_iter().map(|(file, text)| (file.to_owned(), text.to_owned())).collect())
}

fn faults(folder: &Folder) -> Vec<Fault> {
    let texts = Texts([("law.md".to_owned(), Text::cut(LAW))].into());
    Checked::new(folder, Some(&texts), None).faults
}

/// Changes one file of the sound folder and expects one fault, or several, among them this one.
fn expect(file: &str, from: &str, to: &str, line: usize, message: &str) {
    let mut folder = sound();
    let text = folder.0.get_mut(file).expect("the file is there");
    assert!(text.contains(from), "`{from}` is not in {file}");
    *text = text.replacen(from, to, 1);
    let found = faults(&folder);
    let hit = |fault: &Fault| fault.spot.file == file && fault.spot.line == line && fault.message.contains(message);
    let told: Vec<String> = found.iter().map(Fault::to_string).collect();
    assert!(found.iter().any(hit), "{file}:{line}: `{message}` was expected, found: {told:#?}");
    assert!(found.iter().all(|fault| !fault.hint.is_empty()), "each says what would be right: {told:#?}");
}

/// Puts further rules behind the one of the sound folder; they begin in line 17.
fn expect_rule(rule: &str, line: usize, message: &str) {
    expect(PLACES, "] }\n", &format!("] }}\n\n{}\n", rule.trim()), line, message);
}

fn a_rule(rule: &str) -> String {
    format!(
        "[[rule]]\nplace = \"620102\"\nfrom = \"2022-01-01\"\nkind = \"local\"\nclass = \"B\"\nsource = \"daily\"\n\
         checked_on = \"2026-11-21\"\nrule.{rule}"
    )
}

#[test]
fn the_sound_folder_has_no_fault() {
    assert_eq!(faults(&sound()), []);
}

#[test]
fn the_rules_of_the_project_have_no_fault() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root");
    super::check(root, None).unwrap_or_else(|error| panic!("{error:#}"));
    let bytes = compile(root).unwrap_or_else(|error| panic!("{error:#}"));
    let book = Rulebook::from_bytes(&bytes).expect("what is compiled can be read");
    assert!(book.regions.len() > 3000 && book.places.len() > 50 && book.quotes.len() > 20);
    assert_eq!(book.to_bytes(), bytes);
}

#[test]
fn no_bytes_make_the_reader_panic_and_a_part_is_never_taken_for_the_whole() {
    let Some(book) = Checked::new(&sound(), None, None).rulebook else { panic!("it can be read") };
    let bytes = book.to_bytes();
    assert!(Rulebook::from_bytes(&bytes).is_ok());
    for at in 0..bytes.len() {
        assert!(Rulebook::from_bytes(&bytes[..at]).is_err(), "the first {at} bytes");
        for byte in [0, 1, 2, 5, 9, 0x7f, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] = byte;
            let _ = Rulebook::from_bytes(&damaged);
        }
    }
}

#[test]
fn rows_come_in_the_order_that_the_engine_searches_in() {
    let Some(book) = Checked::new(&sound(), None, None).rulebook else { panic!("it can be read") };
    assert!(book.sources.is_sorted_by_key(|source| source.id.clone()));
    assert!(book.regions.is_sorted_by_key(|region| region.code));
    assert!(book.standards.is_sorted_by_key(|row| (row.code, row.from)));
    assert_eq!(book.sources[usize::from(book.standards[0].source)].id, "daily");
    assert!(book.quotes.is_empty(), "no rule of the engine rests on the source `law`");
    assert!(book.version.starts_with("2026-11-21.") && book.hash.len() == 16);
}

#[test]
fn the_hash_follows_every_file() {
    let mut folder = sound();
    let hash = folder.hash();
    folder.0.get_mut("rules/quotes.toml").expect("quotes").push('\n');
    assert_ne!(folder.hash(), hash);
}

#[test]
fn sources_are_known_and_given_once() {
    let file = "rules/standards.csv";
    expect(file, "guideline,B,daily", "guideline,B,", 2, "no source");
    expect(file, "guideline,B,daily", "guideline,B,paper", 2, "unknown source `paper`");
    expect(file, "guideline,B,daily", "guideline,A,daily", 2, "class A is better than that of `daily`");
    expect("rules/sources.toml", "id = \"daily\"", "id = \"law\"", 9, "source `law` is there twice");
    expect("rules/sources.toml", "id = \"daily\"", "id = \"Daily\"", 9, "id `Daily`");
    expect("rules/sources.toml", "title = \"某报\"", "title = \" \"", 9, "the title is empty");
    expect("rules/sources.toml", "title = \"某报\"\n", "", 9, "missing field `title`");
    expect("rules/sources.toml", "class = \"B\"", "class = \"D\"", 13, "unknown variant `D`");
    expect("rules/sources.toml", "2021-04-16", "1921-04-16", 12, "day 1921-04-16");
    expect("rules/hotlines.csv", "recalled", "forgotten", 2, "unknown source `forgotten`");
    expect("rules/national.toml", "source = \"law\"", "source = \"lex\"", 8, "unknown source `lex`");
    expect(PLACES, "source = \"daily\"\n", "", 3, "missing field `source`");
    expect(PLACES, "source = \"daily\"", "source = \"paper\"", 10, "unknown source `paper`");
}

#[test]
fn only_government_addresses_are_shown() {
    for address in
        ["http://www.gov.cn/", "https://www.example.com/gov.cn", "https://notgov.cn/", "https://www.gov.cn/…/a"]
    {
        expect("rules/sources.toml", "https://www.gov.cn/law.htm", address, 7, "address");
    }
}

#[test]
fn regions_are_what_the_engine_derives() {
    let file = "rules/regions.csv";
    expect(file, "620102,城关区,620100", "620102,城关区,620000", 4, "has parent `620000`");
    expect(file, "310000,上海市,,province", "310000,上海市,,county", 5, "has level `county`");
    expect(file, "310101,黄浦区,310000", "620102,黄浦区,620100", 6, "region `620102` is there twice");
    expect(file, "310101,黄浦区,310000,county\n", "330101,甲,330000,county\n", 6, "province `330000` has no row");
    expect(file, "310101,黄浦区", "3101,黄浦区", 6, "`3101` is not a code");
    expect("rules/standards.csv", "620102,城关区", "620103,城关区", 3, "unknown region `620103`");
    expect("rules/standards.csv", "620102,城关区", "620102,城關区", 3, "is called `城關区`");
    expect("rules/incomes.csv", "620000,甘肃省", "630000,青海省", 2, "unknown region `630000`");
    expect("rules/minimum_wage.csv", "620000,甘肃省", "000000,甘肃省", 2, "is called `甘肃省`");
}

#[test]
fn tables_have_one_row_for_one_day() {
    let row = "310000,上海市,1690,1690,2025-07-01,local,B,daily,stated,2026-11-20,\n";
    expect("rules/standards.csv", "310000,上海市", &format!("{row}310000,上海市"), 5, "from 2025-07-01 is there twice");
    let row = "620000,甘肃省,2025,27000,,,published,B,daily,2026-11-20\n";
    expect("rules/incomes.csv", "620000", &format!("{row}620000"), 3, "for 2025 is there twice");
    expect("rules/standards.csv", "623,399,", ",,", 2, "neither `urban` nor `rural`");
    expect("rules/standards.csv", "623,399,", "6x3,399,", 2, "`6x3` is not a number");
    expect("rules/standards.csv", "2021-01-01", "2031-01-01", 2, "day 2031-01-01");
    let below = "622.99 is below the 623 of `620000` since 2021-01-01";
    expect("rules/standards.csv", "城关区,920,465", "城关区,622.99,465", 3, below);
    expect("rules/standards.csv", "城关区,920,465", "城关区,920,398", 3, "398 is below the 399 of `620000`");
    expect("rules/standards.csv", "stated", "perhaps", 2, "unknown variant `perhaps`");
    expect("rules/standards.csv", "guideline,", "", 2, "fields");
    expect("rules/incomes.csv", "26000,,", ",,", 2, "no income at all");
    expect("rules/incomes.csv", ",2025,", ",2009,", 2, "year 2009");
}

#[test]
fn what_nobody_wrote_down_decides_nothing() {
    let file = "rules/standards.csv";
    expect(file, "guideline,B,daily", "guideline,-,daily", 2, "from memory, but of a kind that decides");
    expect(file, "guideline,B,daily", "local,-,recalled", 2, "from memory, but of a kind that decides");
    expect("rules/incomes.csv", "published,B,daily", "published,-,recalled", 2, "from memory");
    expect("rules/minimum_wage.csv", "published,B,daily", "published,-,recalled", 2, "from memory");
    expect(PLACES, "class = \"B\"", "class = \"memory\"", 10, "from memory");
}

#[test]
fn rules_stand_in_the_file_of_their_province() {
    expect(PLACES, "place = \"620100\"", "place = \"310000\"", 4, "place `310000` lies in another province");
    expect(PLACES, "place = \"620100\"", "place = \"620200\"", 4, "unknown region `620200`");
    expect(PLACES, "province = \"620000\"", "province = \"310000\"", 1, "file `620000-gansu.toml`");
    expect(PLACES, "province = \"620000\"\n", "", 1, "no `province`");
    expect(PLACES, "province = \"620000\"", "province = \"gansu\"", 1, "province `gansu`");
    expect(PLACES, "[[rule]]", "[[rules]]", 3, "`rules` is not known here");
    expect(PLACES, "residence = \"rural\"", "residenz = \"rural\"", 5, "unknown field `residenz`");
    expect(PLACES, "[[rule]]", "[[rule]", 3, "not TOML");
}

#[test]
fn days_are_in_order_and_do_not_meet() {
    expect(
        PLACES,
        "until = \"2024-01-01\"",
        "until = \"2022-01-01\"",
        7,
        "`until` 2022-01-01 is not after `from` 2022-01-01",
    );
    expect(PLACES, "checked_on = \"2026-11-21\"", "checked_on = \"2062-11-21\"", 11, "day 2062-11-21");
    expect(PLACES, "from = \"2022-01-01\"", "from = \"2022-02-30\"", 6, "`2022-02-30` is not a day");
    let at = |place: &str, residence: &str, from: &str| {
        let rule = a_rule("payment = \"difference\"").replace("620102", place).replace("2022-01-01", from);
        rule.replace("kind", &format!("{residence}kind"))
    };
    expect_rule(&at("620100", "", "2023-12-31"), 19, "two rules `payment` of `620100` at one time");
    expect_rule(&at("620100", "residence = \"rural\"\n", "2021-12-31"), 19, "two rules `payment` of `620100`");
    for fine in [
        at("620100", "", "2024-01-01"),
        at("620100", "residence = \"urban\"\n", "2022-01-01"),
        at("620102", "", "2022-01-01"),
        at("620100", "", "2022-01-01").replace("\"local\"", "\"draft\""),
    ] {
        let mut folder = sound();
        folder.0.get_mut(PLACES).expect("places").push_str(&format!("\n{fine}\n"));
        assert_eq!(faults(&folder), [], "{fine}");
    }
}

#[test]
fn rules_make_sense_on_their_own() {
    for (rule, message) in [
        (
            r#"payment.tiers = { period = "month", tiers = [{ name = "一", amount = "10" }, { name = "二", amount = "10" }] }"#,
            "`二` is not below",
        ),
        (r#"payment.tiers = { period = "month", tiers = [] }"#, "no tiers"),
        (r#"minimum_payment.standard_share = "1.2""#, "a share of 1.2"),
        (r#"minimum_payment.monthly = "0""#, "0 yuan"),
        (
            r#"top_ups = { stacking = "highest", groups = [{ group = "alone", amount = { standard_share = "30" } }] }"#,
            "a share of 30",
        ),
        (
            r#"top_ups = { stacking = "sum", groups = [{ group = { aged = { from = 70, below = 60 } }, amount = { monthly = "30" } }] }"#,
            "nobody is from 70 and below 60",
        ),
        (r#"top_ups = { stacking = "sum", groups = [] }"#, "no groups"),
        (r#"minimum_payment.standard_share_or_whole = { share = "0.30", whole = [] }"#, "no groups"),
        (r#"rigid_expense_cash = { groups = [], each = "307" }"#, "no groups"),
        (r#"rigid_expense_cash = { groups = ["alone"], each = "0" }"#, "0 yuan"),
        (r#"rigid_remainder = "11""#, "11 standards"),
        (r#"property_limit = { test = "dibao", vehicles = { standards_at_most = "201" } }"#, "201 standards"),
        (r#"emergency_aid.standards = { least = "0", most = "61", base = "own", per = "person" }"#, "61 standards"),
        (r#"expense_aid.brackets = { base = "own", per = "person", brackets = [] }"#, "no brackets"),
        (r#"job_cost.wage_share = "10""#, "a share of 10"),
        (r#"job_cost.minimum_wages_at_work = "24""#, "24 minimum wages"),
        (r#"borderline_multiple = { least = "0.9", most = "1.5" }"#, "a multiple of 0.9"),
        (r#"borderline_multiple = { least = "2", most = "1.5" }"#, "`least` 2 is above `most` 1.5"),
        (r#"rigid_ratio = { least = "0.6", most = "60" }"#, "a share of 60"),
        (r#"property_limit = { test = "dibao" }"#, "limits nothing"),
        (r#"property_limit = { test = "dibao", savings = { standards = "0" } }"#, "0 standards"),
        (
            r#"emergency_aid.standards = { least = "3", most = "2", base = "own", per = "person" }"#,
            "`least` 3 is above",
        ),
        (r#"expense_aid.months = { base = "urban", most = 0 }"#, "0 months"),
        (
            r#"expense_aid.brackets = { base = "own", per = "person", brackets = [{ from = "1", least = "1", most = "1" }, { from = "2", least = "1", most = "1" }] }"#,
            "the bracket from 2 follows",
        ),
        (r#"phase_out_months = 0"#, "0 months"),
        (r#"single_person = { from = [], groups = ["alone"] }"#, "nobody named"),
        (
            r#"rigid_deduction = { medical = { least = "0", most = "2" }, education = { least = "0", most = "1" }, rehabilitation = { least = "0", most = "1" }, other = { least = "0", most = "1" }, care = false }"#,
            "a share of 2",
        ),
        (r#"payment = "by_mood""#, "unknown variant `by_mood`"),
        (r#"case_by_case_cap = 30000"#, "invalid type"),
    ] {
        expect_rule(&a_rule(rule), 24, message);
    }
}

#[test]
fn quotes_stand_in_their_article() {
    let file = "rules/quotes.toml";
    expect(file, "可以分档定额发放", "可以分档发放", 6, "not in 18 of `law` word for word");
    expect(file, "article = \"18\"", "article = \"19\"", 4, "no paragraph 2 in article `19`");
    expect(file, "article = \"18\"\nparagraph = 2", "article = \"19\"", 5, "not in 19 of `law`");
    expect(file, "article = \"18\"\nparagraph = 2", "article = \"20\"", 4, "`law` has no article `20`");
    expect(file, "paragraph = 2", "paragraph = 1", 6, "not in 18 of `law`");
    expect(file, "source = \"law\"", "source = \"lex\"", 3, "unknown source `lex`");
    expect("rules/sources.toml", "text = \"law.md\"", "text = \"lex.md\"", 2, "text `lex.md` is not there");
    expect(PLACES, "source = \"daily\"", "source = \"law\"\narticle = \"20\"", 11, "`law` has no article `20`");
}

#[test]
fn national_figures_bound_the_local_ones() {
    let bound = |rule: &str, line: usize, name: &str| {
        let mut folder = sound();
        folder.0.get_mut(PLACES).expect("places").push_str(&format!("\n{}\n", a_rule(rule)));
        let message = format!("`{name}` does not bound the rule of `620102` in {PLACES}:24");
        let found = faults(&folder);
        let hit = |fault: &Fault| fault.spot.line == line && fault.message == message;
        assert!(found.iter().any(hit), "{message} was expected in line {line}, found {found:#?}");
        assert!(found.iter().all(|fault| fault.spot.file == "rules/national.toml"), "{found:#?}");
    };
    let (borderline, savings, job, rigid) = (11, 16, 24, 28);
    bound(
        r#"property_limit = { test = "dibao", savings = { standards = "5.9" } }"#,
        savings,
        "savings_below_every_limit",
    );
    // Six times 920, the standard of the place, is 5520.
    bound(
        r#"property_limit = { test = "dibao", savings = { per_person = "5519" } }"#,
        savings,
        "savings_below_every_limit",
    );
    bound(
        r#"property_limit = { test = "dibao", savings = { by_size = { up_to_two = "9000", three_or_more = "5000" } } }"#,
        savings,
        "savings_below_every_limit",
    );
    bound(r#"job_cost.monthly = "871""#, job, "largest_job_cost");
    bound(r#"job_cost.standard_share = "0.95""#, job, "largest_job_cost");
    bound(r#"job_cost.minimum_wages_at_work = "6""#, job, "largest_job_cost");
    bound(r#"borderline_multiple = { least = "1.2", most = "1.5" }"#, borderline, "borderline_multiple");
    bound(r#"borderline_multiple = { least = "2", most = "3.5" }"#, borderline, "borderline_multiple");
    bound(r#"rigid_ratio = { least = "0.30", most = "0.50" }"#, rigid, "rigid_ratio");
    for fine in [
        r#"property_limit = { test = "dibao", savings = { per_person = "5520" } }"#,
        r#"job_cost.standard_share = "0.94""#,
        r#"job_cost.minimum_wages_at_work = "5""#,
    ] {
        let mut folder = sound();
        folder.0.get_mut(PLACES).expect("places").push_str(&format!("\n{}\n", a_rule(fine)));
        assert_eq!(faults(&folder), [], "{fine}");
    }
}

#[test]
fn national_figures_have_a_value_and_a_reason() {
    let file = "rules/national.toml";
    expect(
        file,
        "[phase_out_months]\nvalue = 6\nreason = \"习惯\"\ncheck",
        "[phase_out]\nvalue = 6\nreason = \"习惯\"\ncheck",
        1,
        "`phase_out_months` is missing",
    );
    expect(file, "[phase_out_months]", "[phase_out]", 33, "`phase_out` is not a national figure");
    expect(file, "value = 18\nreason = \"习惯\"", "value = 18", 2, "missing field `reason`");
    expect(file, "value = 18\nreason = \"习惯\"", "value = 18\nreason = \" \"", 2, "the reason is empty");
    expect(file, "least = \"1.5\"\nmost = \"3\"", "least = \"3\"\nmost = \"1.5\"", 11, "`least` is above `most`");
    expect(file, "least = \"1.5\"", "least = \"0.5\"", 11, "a multiple below 1");
    expect(file, "most = \"0.90\"", "most = \"90\"", 28, "a share above 1");
    expect(file, "value = \"12\"", "value = \"5\"", 20, "less than `savings_below_every_limit`");
    expect(file, "value = \"2026-01-01\"", "value = \"2036-01-01\"", 6, "day 2036-01-01");
}

#[test]
fn a_faulty_row_hides_no_other() {
    let mut folder = sound();
    let places = folder.0.get_mut(PLACES).expect("places");
    places.push_str(&format!("\n{}\n\n{}\n", a_rule("phase_out_months = \"six\""), a_rule("phase_out_months = 0")));
    let standards = folder.0.get_mut("rules/standards.csv").expect("standards");
    *standards = standards.replace("guideline", "guess").replace("620102", "620103");
    assert_eq!(faults(&folder).len(), 4);
}

#[test]
fn a_missing_table_is_a_fault() {
    for file in ["rules/hotlines.csv", "rules/national.toml", "rules/quotes.toml"] {
        let mut folder = sound();
        folder.0.remove(file);
        assert!(
            faults(&folder).iter().any(|fault| fault.spot.file == file && fault.message == "the file is missing"),
            "{file}"
        );
    }
}

const COVERAGE: &str = r#"
[law]
1 = { out-of-scope = "目的" }
2 = { encoded = "低保", by = ["income-below-standard", "dibao"], asks = ["wages"], test = ["dibao/one"] }

[daily]
1 = { at = "二(一)", discretionary = "可以", by = ["payment", "job-cost"] }
2 = { at = "二(一)", procedural = "申请", says = ["right.appeal"] }
"一" = { out-of-scope = "形势" }
"二(二)" = { procedural = "公示" }
"#;

/// The faults of the sound folder with the clauses above, after one change in one file.
fn clause_faults(file: &str, from: &str, to: &str) -> Vec<Fault> {
    let mut folder = sound();
    let sources = folder.0.get_mut("rules/sources.toml").expect("sources");
    *sources = sources.replace("title = \"某法\"", "title = \"某法\"\narticles = 2");
    *sources = sources.replace("title = \"某报\"", "title = \"某报\"\nsections = [0, 2]\nsentences = 2");
    folder.0.insert("rules/coverage.toml".to_owned(), COVERAGE.to_owned());
    let text = folder.0.get_mut(file).expect("the file is there");
    assert!(text.contains(from), "`{from}` is not in {file}");
    *text = text.replacen(from, to, 1);
    let law = "# 某法\n第一条 给予最低生活保障。\n可以按照差额发放，也可以分档定额发放。\n第二条 乙。\n";
    let texts = Texts([("law.md".to_owned(), Text::cut(law))].into());
    let quotes = folder.0.get_mut("rules/quotes.toml").expect("quotes");
    *quotes = quotes.replace("\"18\"", "\"1\"");
    Checked::new(&folder, Some(&texts), Some(["dibao/one".to_owned()].into())).faults
}

#[test]
fn every_clause_is_tagged_and_what_it_names_is_there() {
    let file = "rules/coverage.toml";
    let none = clause_faults(file, "目的", "目标");
    assert_eq!(none, []);
    for (line, from, to, message) in [
        (2, "1 = { out-of-scope = \"目的\" }\n", "", "clause `1` of `law` has no tag"),
        (3, "1 = {", "3 = {", "`law` has no clause `3`"),
        (3, "out-of-scope", "outside", "unknown field `outside`"),
        (3, "\"目的\"", "\"\"", "clause `1` has 1 tags"),
        (3, "\"目的\" }", "\"目的\", procedural = \"程序\" }", "clause `1` has 2 tags"),
        (3, "\"目的\" }", "\"目的\", by = [\"dibao\"] }", "clause `1` is out of scope"),
        (4, ", test = [\"dibao/one\"]", "", "clause `2` is encoded"),
        (4, "by = [\"income-below-standard\", \"dibao\"], ", "", "clause `2` is encoded"),
        (4, "\"income-below-standard\"", "\"income-below\"", "`by`: there is no `income-below`"),
        (4, "\"wages\"", "\"salary\"", "`asks`: there is no `salary`"),
        (4, "dibao/one", "dibao/two", "`test`: there is no `dibao/two`"),
        (6, "[daily]", "[weekly]", "`weekly` has no clauses"),
        (6, "2 = { at = \"二(一)\", procedural = \"申请\", says = [\"right.appeal\"] }\n", "", "clause `2` of `daily`"),
        (6, "\"一\" = { out-of-scope = \"形势\" }\n", "", "clause `一` of `daily` has no tag"),
        (6, "\"二(二)\" = { procedural = \"公示\" }\n", "", "clause `二(二)` of `daily` has no tag"),
        (7, "at = \"二(一)\"", "at = \"三\"", "`daily` has no sentence 1 in section `三`"),
        (7, "at = \"二(一)\", ", "", "`daily` has no clause `1`"),
        (7, "\"payment\"", "\"pay\"", "`by`: there is no `pay`"),
        (8, "right.appeal", "right.wrong", "`says`: there is no `right.wrong`"),
    ] {
        let found = clause_faults(file, from, to);
        let hit = |fault: &Fault| fault.spot.file == file && fault.spot.line == line && fault.message.contains(message);
        assert!(found.iter().any(hit), "{file}:{line}: `{message}` was expected, found: {found:#?}");
    }
}

#[test]
fn the_clauses_counted_are_those_of_the_text() {
    let sources = "rules/sources.toml";
    let told = |from: &str, to: &str| -> Vec<String> {
        clause_faults(sources, from, to).iter().map(|fault| fault.message.clone()).collect()
    };
    assert!(told("articles = 2", "articles = 3").contains(&"the text of `law` has no `3`".to_owned()));
    assert!(told("articles = 2", "articles = 1").contains(&"the text of `law` has `2` too".to_owned()));
    assert!(
        told("sections = [0, 2]", "sections = [0, 3]").contains(&"clause `二(三)` of `daily` has no tag".to_owned())
    );
    let other =
        "articles = 2\nclass = \"A\"\n[[source]]\nid = \"rigid-measures-2024\"\ntitle = \"某办法\"\narticles = 14";
    let found = told("articles = 2", other);
    assert!(found.contains(&"no clause of `rigid-measures-2024` is tagged".to_owned()), "{found:#?}");
}

#[test]
fn what_a_rule_cites_names_the_rule() {
    let mut folder = sound();
    let source = "\n[[source]]\nid = \"rigid-measures-2024\"\ntitle = \"某办法\"\nclass = \"B\"\narticles = 14\n";
    folder.0.get_mut("rules/sources.toml").expect("sources").push_str(source);
    let cites = |clause: &str| {
        let mut folder = Folder(folder.0.clone());
        folder.0.insert("rules/coverage.toml".to_owned(), format!("[rigid-measures-2024]\n14 = {{ {clause} }}\n"));
        let found = Checked::new(&folder, None, Some(["rigid/one".to_owned()].into())).faults;
        found.iter().any(|fault| fault.spot.line == 2 && fault.message.starts_with("rule `rigid-since` cites `14`"))
    };
    assert!(cites("out-of-scope = \"施行\""));
    assert!(cites("encoded = \"施行\", by = [\"rigid-ratio\"], test = [\"rigid/one\"]"));
    assert!(!cites("encoded = \"施行\", by = [\"rigid-since\"], test = [\"rigid/one\"]"));
}

#[test]
fn what_most_counties_rest_on_is_looked_up_first() {
    let mut folder = sound();
    let edit = |folder: &mut Folder, file: &str, from: &str, to: &str| {
        let text = folder.0.get_mut(file).expect("the file is there");
        assert!(text.contains(from), "{from}");
        *text = text.replacen(from, to, 1);
    };
    edit(&mut folder, "rules/regions.csv", "310000,上海市", "620103,七里河区,620100,county\n310000,上海市");
    let list = |folder: &Folder, day: (u16, u8, u8)| {
        let day = jiuzhu_engine::Date::new(day.0, day.1, day.2).expect("a day");
        stale::list(&super::load::load(folder, &mut super::fault::Faults::default()), day)
    };
    // Shanghai's standard of July 2025 is eighteen months old on 1 January 2027, and current on that day.
    assert!(!list(&folder, (2027, 1, 1)).contains("310000 上海市: dibao standard"));
    let text = list(&folder, (2027, 1, 2));
    assert!(
        text.contains("    1      18  310000 上海市: dibao standard, urban, 1650 yuan, local, from 2025-07-01"),
        "{text}"
    );
    // 城关区 has a figure of its own, old; 七里河区 rests on the floor of the province.
    let places: Vec<&str> = text.lines().filter(|line| line.contains("dibao standard, rural")).collect();
    assert_eq!(places.len(), 3, "{text}");
    assert!(places.iter().any(|line| line.starts_with("    1      72  620000 甘肃省")), "{text}");
    assert!(places.iter().any(|line| line.starts_with("    1      48  620102 城关区")), "{text}");
    assert!(text.contains("look: 某报"), "where it was read is said");
    let counts: Vec<usize> = text.lines().filter_map(|line| line.get(..5)?.trim().parse().ok()).collect();
    assert!(counts.is_sorted_by(|one, other| one >= other) && counts.len() >= 5, "{text}");
    // Nobody has looked at the national figures for eighteen months.
    assert!(!text.contains("rules/national.toml:"));
    assert!(list(&folder, (2028, 6, 1)).contains("the figure at rules/national.toml:4"));
    edit(&mut folder, "rules/standards.csv", "310000,上海市,1650,1650", "310000,上海市,1650,");
    assert!(list(&folder, (2027, 1, 1)).contains("    1    none  310000 上海市: dibao standard, rural"));
}

/// A folder of its own below the build folder, with the sound rules and the regions of the project.
fn work_tree(name: &str) -> PathBuf {
    let root = std::env::temp_dir().join(format!("jiuzhu-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    for (file, text) in &sound().0 {
        let path = root.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
    root
}

#[test]
fn a_county_is_added_by_filling_in_a_file() {
    let root = work_tree("new-place");
    let today = jiuzhu_engine::Date::new(2023, 11, 22).expect("a day");
    let check = || Checked::new(&Folder::read(&root).expect("it can be read"), None, None);
    let path = new_place::write(&root, "甘肃省兰州市城关区", today).expect("it has no file yet");
    assert!(path.ends_with("rules/places/620102-城关区.toml"));
    let text = fs::read_to_string(&path).expect("it is there");
    for inherited in [
        "城关区：低保标准，城镇 920 元，农村 465 元（local，2023-01-01 起）",
        "甘肃省：低保标准，城镇 623 元，农村 399 元（guideline，2021-01-01 起）",
        "兰州市：rule.payment.tiers = { period = \"month\", tiers = [（rural，local，2022-01-01 起，rules/places/620000-gansu.toml:12）",
    ] {
        assert!(text.contains(inherited), "{inherited}: {text}");
    }
    // What is to be filled in is named, all of it at once, with its line.
    let faults = check().faults;
    let named: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    let blank = ["from", "class", "source", "rule.emergency_aid.standards"];
    assert_eq!(named, blank.map(|field| format!("`{field}` is not filled in")), "{faults:#?}");
    for fault in &faults {
        assert!(text.lines().nth(fault.spot.line - 1).is_some_and(|line| line.contains(new_place::BLANK)), "{fault}");
    }
    let filled = text
        .replace("from = \"填\"", "from = \"2026-01-01\"")
        .replace("class = \"填\"", "class = \"B\"")
        .replace("source = \"填\"", "source = \"daily\"")
        .replace("least = \"填\", most = \"填\"", "least = \"1\", most = \"3\"");
    fs::write(&path, filled).expect("it can be written");
    let checked = check();
    assert_eq!(checked.faults, []);
    let book = checked.rulebook.expect("it can be read");
    assert!(book.places.iter().any(|rule| rule.place.to_string() == "620102"));
    // A second file for it, and a file for nowhere, are refused.
    let again = new_place::write(&root, "620102", today).expect_err("it is there").to_string();
    assert!(again.contains("rules/places/620102-城关区.toml is there already"), "{again}");
    for nowhere in ["629999", "城关", "", "../620102"] {
        let error = new_place::write(&root, nowhere, today).expect_err("no such place").to_string();
        assert!(error.contains(&format!("`{nowhere}` is no place of rules/regions.csv")), "{error}");
    }
    fs::remove_dir_all(&root).expect("it can be removed");
}

#[test]
fn the_file_of_a_county_holds_its_rules_only() {
    let mut folder = sound();
    let of = |place: &str| PLACE.replace("place = \"620100\"", &format!("place = \"{place}\""));
    folder.0.insert("rules/places/620102-城关区.toml".to_owned(), of("620102"));
    assert_eq!(faults(&folder), []);
    folder.0.insert("rules/places/620102-城关区.toml".to_owned(), of("620000"));
    let found = faults(&folder);
    assert!(found.iter().any(|fault| fault.message == "place `620000` lies outside `620102`"), "{found:#?}");
}

#[test]
fn each_kind_of_rule_has_an_example_that_can_be_copied() {
    let mut kinds = BTreeSet::new();
    for (rule, about) in new_place::EXAMPLES {
        let mut folder = sound();
        folder.0.get_mut(PLACES).expect("places").push_str(&format!("\n{}\n", a_rule(rule)));
        let found = faults(&folder);
        assert!(found.iter().all(|fault| fault.spot.file == "rules/national.toml"), "{about}: {found:#?}");
        kinds.insert(rule.split(['.', ' ']).next().expect("a kind"));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root");
    let loaded = super::load::load(&Folder::read(root).expect("rules"), &mut super::fault::Faults::default());
    for row in loaded.places.iter().flat_map(|file| &file.rules) {
        let kind = super::place::kind(row.value.rule.get_ref()).split(' ').next().expect("a kind");
        assert!(kinds.contains(kind), "{kind} has no example");
    }
}

#[test]
fn hostile_files_are_named_with_their_line_and_what_is_allowed() {
    let (standards, regions) = ("rules/standards.csv", "rules/regions.csv");
    let row = "620000,甘肃省,623,399,2021-01-01";
    let mut unexpected = Vec::new();
    for (file, from, to, line, message) in [
        (standards, row, "620000,甘肃省,六百,399,2021-01-01", 2, "`六百` is not a number"),
        (standards, row, "620000,甘肃省,-623,399,2021-01-01", 2, "`urban`: `-623` is below zero"),
        (standards, row, "620000,甘肃省,1e9,399,2021-01-01", 2, "`1e9` is not a number"),
        (standards, row, "620000,甘肃省,NaN,399,2021-01-01", 2, "`NaN` is not a number"),
        (standards, row, "620000,甘肃省,99999999999999,399,2021-01-01", 2, "99999999999999"),
        (standards, row, "620000,甘肃省,623,399,2021-13-01", 2, "`2021-13-01` is not a day"),
        (standards, row, "620000,甘肃省,623,399,2021/1/1", 2, "`from`: `2021/1/1` is not a day"),
        (standards, row, "000000,中国,623,399,2021-01-01", 2, "region `000000` is called `中国`"),
        (standards, row, "\"620000,甘肃省,623,399,2021-01-01", 2, "fields"),
        (standards, "code,name,urban", "code,name,town", 2, "unknown field `town`"),
        (standards, row, "\0,甘肃省,623,399,2021-01-01", 2, "is not a code"),
        (regions, "620102,城关区,620100,county", "620102,城关区,620100,镇", 4, "has level `镇`"),
        (PLACES, "from = \"2022-01-01\"", "from = \"2022-01-01\"\nfrom = \"2022-01-02\"", 7, "duplicate key"),
        (PLACES, "place = \"620100\"", "place = 620100", 4, "invalid type"),
        (PLACES, "amount = \"439\"", "amount = 439", 13, "invalid type"),
        (PLACES, "amount = \"439\"", "amount = \"439.123\"", 13, "439.123"),
        (PLACES, "rule.payment.tiers", "rule.payment.tears", 12, "unknown variant `tears`"),
        (PLACES, "tiers = [", &format!("tiers = {}", "[".repeat(10_000)), 12, "not TOML"),
        ("rules/national.toml", "value = 18", "value = -18", 3, "invalid value"),
        ("rules/coverage.toml", "目的", "目的\" = {", 3, "not TOML"),
    ] {
        let found = if file == "rules/coverage.toml" {
            clause_faults(file, from, to)
        } else {
            let mut folder = sound();
            let text = folder.0.get_mut(file).expect("the file is there");
            assert!(text.contains(from), "`{from}` is not in {file}");
            *text = text.replacen(from, to, 1);
            faults(&folder)
        };
        let hit = |fault: &Fault| fault.spot.file == file && fault.spot.line == line && fault.message.contains(message);
        if !found.iter().any(hit) || found.iter().any(|fault| fault.hint.is_empty()) {
            let found: Vec<String> = found.iter().map(Fault::to_string).collect();
            unexpected.push(format!("{file}:{line}: `{message}` was expected, found {found:?}"));
        }
    }
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    // A spreadsheet's mark at the beginning of a file is no fault.
    let mut folder = sound();
    folder.0.insert(standards.to_owned(), format!("\u{feff}{STANDARDS}"));
    assert_eq!(faults(&folder), []);
    let root = work_tree("bytes");
    fs::write(root.join(standards), b"code,name\n620000,\xb8\xca\xcb\xe0\n").expect("it can be written");
    let error = Folder::read(&root).err().expect("not UTF-8").to_string();
    assert!(error.starts_with("rules/standards.csv:2: not a text in UTF-8"), "{error}");
    fs::remove_dir_all(&root).expect("it can be removed");
}

#[test]
fn no_address_but_a_governments_stands_in_the_rules_or_texts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root");
    let mut files = Folder::read(root).expect("rules").0;
    for entry in fs::read_dir(root.join("text/zh-Hans")).expect("texts").flatten() {
        let text = fs::read_to_string(entry.path()).expect("a text");
        files.insert(entry.path().to_string_lossy().into_owned(), text);
    }
    let mut addresses = 0;
    for (file, text) in files {
        for (at, line) in text.lines().enumerate() {
            for address in line.match_indices("://").map(|(at, _)| &line[at + 3..]) {
                let host = address.split(['/', '"', ' ']).next().unwrap_or_default();
                assert!(host == "gov.cn" || host.ends_with(".gov.cn"), "{file}:{}: {host}", at + 1);
                addresses += 1;
            }
            assert!(
                !line.contains("www.") || line.contains("://"),
                "{file}:{}: an address without its beginning",
                at + 1
            );
        }
    }
    assert!(addresses > 10, "there are some to look at: {addresses}");
}

#[test]
fn a_case_that_proves_a_clause_comes_to_one_of_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root");
    let book = Rulebook::from_bytes(&compile(root).expect("the rules compile")).expect("they can be read");
    let today = jiuzhu_engine::Date::new(2026, 11, 22).expect("a day");
    let mut shown = BTreeMap::<String, BTreeSet<String>>::new();
    let mut unproved = Vec::new();
    for (spot, by, cases) in coverage::proofs(&Folder::read(root).expect("rules")) {
        let is_rule = |id: &str| RULES.iter().any(|rule| rule.id == id) || Gap::ALL.iter().any(|gap| gap.id() == id);
        let rules: Vec<&String> = by.iter().filter(|id| is_rule(id)).collect();
        // A figure or a local rule shows in amounts, which the case itself expects.
        if rules.len() < by.len() {
            continue;
        }
        for case in cases {
            let shown = shown.entry(case.clone()).or_insert_with(|| rules_of(root, &case, &book, today));
            if !rules.is_empty() && !rules.iter().any(|rule| shown.contains(*rule)) {
                unproved.push(format!("{spot}: {case} comes to none of {rules:?}, but to {shown:?}"));
            }
        }
    }
    assert!(unproved.is_empty(), "{}", unproved.join("\n"));
}

/// The rules and gaps that a golden case comes to: those of the reasons, doors and members.
fn rules_of(root: &Path, case: &str, book: &Rulebook, today: jiuzhu_engine::Date) -> BTreeSet<String> {
    let file = root.join(format!("tests/cases/{case}.toml"));
    let case = crate::assess::read(&file, book, today).expect("the case can be read");
    let assessment = jiuzhu_engine::assess(book, &case);
    let members = assessment.household.members.iter().map(|member| member.rule);
    let clauses = assessment.findings.iter().flat_map(|finding| finding.reasons().into_iter().chain(finding.opens()));
    let discretion = assessment.findings.iter().filter_map(|finding| finding.discretion);
    let gaps = assessment.findings.iter().flat_map(|finding| finding.gaps.iter()).map(|gap| gap.id());
    let rules = members.chain(clauses.map(|clause| clause.rule)).chain(discretion).map(|rule| rule.id);
    rules.chain(gaps).map(str::to_owned).collect()
}

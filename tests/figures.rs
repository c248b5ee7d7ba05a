//! The page about the figures holds every source, every place and every clause, and leads nowhere that is not there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jiuzhu_selfcheck::text::LANGUAGES;
use toml::{Table, Value};
use xtask::rules::figures::{Style, page};

/// The page in each language.
static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let styles = [Style { address: "style.css", integrity: "sha384-x" }];
    LANGUAGES
        .iter()
        .filter(|language| language.is_complete())
        .map(|language| page(root(), language, &styles).expect("the page is written"))
        .collect()
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join("rules").join(file)).expect("the file can be read")
}

fn table(file: &str) -> Table {
    read(file).parse().expect("the file is TOML")
}

/// What an attribute is, wherever it stands.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The words of the line of a table with this id, or of the lines below it up to the next that has one.
fn line(page: &str, id: &str) -> String {
    let start = page.find(&format!(" id=\"{id}\"")).expect("there is such a line");
    let rest = &page[start + 4..];
    let end = rest.find("<tr id=").or_else(|| rest.find("</table>")).unwrap_or(rest.len());
    rest[..end].split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect::<Vec<_>>().join("|")
}

#[test]
fn every_source_every_place_and_every_clause_is_there() {
    let mut expected = BTreeSet::new();
    for file in ["sources.toml", "sources-places.toml"] {
        for source in table(file)["source"].as_array().expect("sources are a list") {
            expected.insert(format!("s-{}", source["id"].as_str().expect("a source has an id")));
        }
    }
    for file in ["standards.csv", "incomes.csv", "minimum_wage.csv", "hotlines.csv"] {
        for row in read(file).lines().skip(1) {
            expected.insert(format!("r-{}", row.split(',').next().unwrap_or_default()));
        }
    }
    for file in fs::read_dir(root().join("rules/places")).expect("the folder can be read") {
        let file = file.expect("the folder can be read").file_name();
        for rule in table(&format!("places/{}", file.to_string_lossy()))["rule"].as_array().into_iter().flatten() {
            expected.insert(format!("r-{}", rule["place"].as_str().expect("a rule has a place")));
        }
    }
    for (source, clauses) in table("coverage.toml") {
        let clauses = clauses.as_table().expect("clauses are a table").keys();
        expected.extend(clauses.map(|clause| format!("c-{source}-{clause}")));
    }
    assert!(expected.len() > 500, "only {} were found", expected.len());
    for page in PAGES.iter() {
        let there: BTreeSet<String> = values(page, "id").into_iter().map(str::to_owned).collect();
        assert_eq!(expected.difference(&there).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}

#[test]
fn every_figure_and_every_local_rule_has_a_line_of_its_own() {
    let rows = |file: &str| read(file).lines().count() - 1;
    let figures: usize =
        ["standards.csv", "incomes.csv", "minimum_wage.csv", "hotlines.csv"].map(rows).into_iter().sum();
    let files = fs::read_dir(root().join("rules/places")).expect("the folder can be read").flatten();
    let rules: usize = files
        .map(|file| table(&format!("places/{}", file.file_name().to_string_lossy())))
        .filter_map(|file| Some(file.get("rule")?.as_array()?.len()))
        .sum();
    let national = table("national.toml").values().filter(|value| matches!(value, Value::Table(_))).count();
    for page in PAGES.iter() {
        assert_eq!(page.matches("<td class=\"value\">").count(), figures + rules + national);
    }
}

#[test]
fn every_link_in_the_page_has_its_target_and_every_target_is_one() {
    for page in PAGES.iter() {
        let ids = values(page, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len());
        let links = values(page, "href");
        let inside: Vec<&str> = links.iter().filter_map(|link| link.strip_prefix('#')).collect();
        assert!(inside.len() > 500, "only {} links were found", inside.len());
        for target in inside {
            assert!(unique.contains(target), "nothing is called `{target}`");
        }
        // All others stay on the site or ring.
        let others = links.iter().filter(|link| !link.starts_with('#'));
        let known = [
            "./",
            "en.html",
            "figures.html",
            "figures-en.html",
            "selftest.html",
            "selftest-en.html",
            "offline.html",
            "offline-en.html",
            "style.css",
            "data:,",
            "tel:12345",
            "tel:12349",
        ];
        assert_eq!(others.filter(|link| !known.contains(link)).collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}

#[test]
fn no_text_is_taken_for_markup_and_no_script_or_style_is_inline() {
    for page in PAGES.iter() {
        for after in page.split('<').skip(1) {
            let name = after.trim_start_matches(['/', '!']).split([' ', '>']).next().unwrap_or_default();
            let known = [
                "DOCTYPE", "html", "head", "meta", "title", "link", "body", "div", "header", "main", "nav", "footer",
                "h1", "h2", "p", "ul", "li", "a", "span", "strong", "details", "summary", "table", "thead", "tbody",
                "tr", "th", "td",
            ];
            assert!(known.contains(&name), "`<{name}` is no element of the page");
            assert_eq!(after.matches('>').count(), 1, "`{after}` has a `>` in its text");
            let tag = after.split('>').next().unwrap_or_default();
            for attribute in tag.split('"').step_by(2).filter_map(|part| part.trim().strip_suffix('=')) {
                let attribute = attribute.split(' ').next_back().unwrap_or_default();
                let known = [
                    "lang",
                    "dir",
                    "charset",
                    "http-equiv",
                    "name",
                    "content",
                    "rel",
                    "href",
                    "download",
                    "integrity",
                    "class",
                    "id",
                    "scope",
                    "colspan",
                    "aria-label",
                ];
                assert!(known.contains(&attribute), "`{attribute}` is no attribute of the page");
            }
        }
        for entity in page.split('&').skip(1) {
            let entity = entity.split(';').next().unwrap_or_default();
            assert!(["amp", "lt", "gt", "quot"].contains(&entity), "`&{entity}` is no entity of the page");
        }
        assert!(!page.contains('{') && !page.contains('}'), "a value is missing");
    }
}

#[test]
fn the_line_of_tianjin_says_its_standard_with_kind_day_age_and_source() {
    let line = line(&PAGES[0], "r-120000");
    for words in [
        "天津市",
        "低保标准|城镇 1045 元；农村 1045 元（每人每月）|当地执行的|",
        "|2025-09-01 起|",
        "天津市民政局 天津市财政局关于调整本市最低生活保障标准的通知",
        "政府文件或网站",
        "|低保怎么发|补差：标准 × 人数 − 家庭收入|",
        "|低保边缘线|低保标准的 1.5 倍|",
        "|财产上限|（低保）住房最多 1 套；不能有商铺等非居住用房；不能有车|",
    ] {
        assert!(without_empty(&line).contains(words), "`{words}` is not in\n{}", without_empty(&line));
    }
}

#[test]
fn a_clause_says_by_which_rule_of_which_programme_it_is_encoded() {
    let line = without_empty(&line(&PAGES[0], "c-law-2026-50"));
    assert!(line.contains("第 50 条|写成了规则|临时救助情况紧急的，应当先行救助|help-first（急难救助）"), "{line}");
}

#[test]
fn clauses_stand_in_the_order_of_the_law_and_old_figures_keep_their_kind() {
    for page in PAGES.iter() {
        let clauses = values(page, "id").into_iter().filter_map(|id| id.strip_prefix("c-law-2026-"));
        let numbers: Vec<u16> = clauses.map(|clause| clause.parse().expect("an article is a number")).collect();
        assert!(numbers.len() == 78 && numbers.is_sorted(), "{numbers:?}");
    }
    let line = without_empty(&line(&PAGES[0], "r-620000"));
    assert!(
        line.contains("城镇 524 元；农村 335 元（每人每月）|省里的指导线，当地不得低于它；以前的，已经有新的|"),
        "{line}"
    );
}

/// The bars that close one element right after another say nothing.
fn without_empty(line: &str) -> String {
    line.split('|').filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("|").replace("||", "|") + "|"
}

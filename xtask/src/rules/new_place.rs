//! A file for a place that has none: every field explained, what is to be filled in marked, what the place inherits shown.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiuzhu_engine::case::RegionCode;
use jiuzhu_engine::date::Date;
use jiuzhu_engine::rulebook::Rulebook;
use jiuzhu_selfcheck::place::{find, full_name};

use super::fault::Faults;
use super::folder::Folder;
use super::load::{self, Loaded};
use super::report::lower;
use super::{place, row};

/// What stands where somebody has to write something; a file that still has it is faulty.
pub const BLANK: &str = "\"填\"";

/// One line for each kind of local rule, with what it says.
pub const EXAMPLES: &[(&str, &str)] = &[
    (r#"payment = "difference""#, "低保金按差额发；分档而不知道各档数额的写 \"tiers_not_on_file\""),
    (
        r#"payment.tiers = { period = "month", tiers = [{ name = "一类", amount = "465" }, { name = "二类", amount = "442" }] }"#,
        "低保金分档发，从高到低；按年的写 \"year\"",
    ),
    (
        r#"minimum_payment.monthly = "50""#,
        "低保金每人每月最少；也可以是 standard_share（标准的几成）、standard_share_or_whole、yearly",
    ),
    (
        r#"top_ups = { stacking = "highest", groups = [{ group = { aged = { from = 80, below = 200 } }, amount = { standard_share = "0.40" } }] }"#,
        "分类施保的加发；stacking 写 highest（就高）或者 sum（叠加），amount 写 standard_share 或者 monthly",
    ),
    (
        r#"group_standard = { groups = ["student_to_bachelor"], more = { least = "0.30", most = "0.35" } }"#,
        "标准单列的人，高出几成",
    ),
    (
        r#"job_cost.monthly = "300""#,
        "就业成本每人每月扣多少；也可以是 monthly_up_to、standard_share、wage_share、minimum_wages_at_work",
    ),
    (
        r#"rigid_deduction = { medical = { least = "0", most = "1" }, education = { least = "0", most = "0.50" }, rehabilitation = { least = "0", most = "0.50" }, other = { least = "0", most = "0" }, care = false }"#,
        "刚性支出在低保收入里扣几成；care：重残的是不是不看票据也扣",
    ),
    (r#"basic_pension_counts = false"#, "基础养老金算不算低保收入"),
    (
        r#"property_limit = { test = "dibao", savings = { standards = "24" }, vehicles = "none", homes = 1 }"#,
        "财产上限；test 写 dibao、borderline、rigid_expense 或者 tekun，savings 也可以是 per_person",
    ),
    (r#"borderline_multiple = { least = "1.5", most = "1.5" }"#, "低保边缘线是低保标准的几倍（省里定）"),
    (r#"borderline_cash.per_household = "314""#, "低保边缘家庭每户每月发的钱"),
    (r#"rigid_ratio = { least = "0.60", most = "0.60" }"#, "刚性支出占总收入多少以上（市里定）"),
    (r#"rigid_remainder = "2""#, "扣除刚性支出以后低于几倍低保标准的，也算刚性支出困难家庭"),
    (
        r#"rigid_expense_cash = { groups = ["severe_disability"], each = "307" }"#,
        "刚性支出困难家庭的哪些人，每人每月发几元",
    ),
    (
        r#"emergency_aid.standards = { least = "1", most = "6", base = "own", per = "person" }"#,
        "急难型临时救助：几倍低保标准；base 写 own、urban 或者 province_urban，per 写 person、household 或者 unstated",
    ),
    (
        r#"expense_aid.months = { base = "urban", most = 6 }"#,
        "支出型临时救助：标准 × 人数 × 月数；也可以是 standards、brackets、up_to",
    ),
    (r#"case_by_case_cap = "30000""#, "“一事一议”至多几元"),
    (r#"township_limit = "2000""#, "几元以下由乡镇（街道）审批"),
    (r#"phase_out_months = 6"#, "就业后低保再领几个月"),
    (r#"phase_out_by_case = { least = 6, most = 36 }"#, "渐退的月数因人而异的，最少、最多几个月"),
    (r#"single_person = { from = ["borderline"], groups = ["severe_disability"] }"#, "单人户还可以给谁"),
    (r#"tekun_standards = "1.3""#, "特困基本生活标准至少是低保标准的几倍"),
    (r#"unemployed_aid = { no_savings = false }"#, "未参保失业人员的临时救助，要不要没有存款"),
    (r#"graduate_aid = { borderline_only = false }"#, "未就业大学生的临时救助，是不是只给低保边缘家庭"),
    (r#"one_off_living = { each = "300", until = "2022-09-01" }"#, "一次性生活补贴每人至少几元，哪一天起已经发完"),
    (
        r#"price_subsidy = { rise = "0.035", food = "0.06", borderline = false }"#,
        "物价补贴的启动线，低保边缘家庭有没有",
    ),
];

/// Writes the file for the place with this code or whole name, and gives its path.
///
/// # Errors
/// When no place is called that, when it has a file already, or when a file cannot be read or written.
pub fn write(root: &Path, told: &str, today: Date) -> Result<PathBuf> {
    let folder = Folder::read(root)?;
    let loaded = load::load(&folder, &mut Faults::default());
    let book = loaded.regions_only().context("the regions cannot be read; `cargo xtask check` says why")?;
    let Some(code) = find(&book, told) else {
        bail!(
            "`{told}` is no place of rules/regions.csv; give a code of six digits or the whole name of a place in it"
        );
    };
    let begins = format!("rules/places/{code}-");
    if let Some(file) = folder.0.keys().find(|file| file.starts_with(&begins)) {
        bail!("{file} is there already; write in it");
    }
    let name = book.region(code).map_or("", |region| region.name.as_str());
    let path = root.join(format!("{begins}{name}.toml"));
    fs::write(&path, template(&folder, &loaded, &book, code, today))
        .with_context(|| format!("writing {}", path.display()))?;
    Ok(path)
}

fn template(folder: &Folder, loaded: &Loaded, book: &Rulebook, code: RegionCode, today: Date) -> String {
    let whole = full_name(book, code);
    let name = book.region(code).map_or("", |region| region.name.as_str());
    let (province, inherited) = (code.province(), inherited(folder, loaded, book, code, today));
    let mut text = format!(
        r#"# {whole}（{code}）怎么算。
#
# 1. 在 rules/sources-places.toml 末尾登记文件：
#      [[source]]
#      id = "<地名拼音>-<年份>-<文号或事由>"
#      title = "文件全名"
#      number = "文号，没有就不写"
#      issuer = "发文机关"
#      date = "印发日，如 2026-07-01"
#      class = "A"
# 2. 把下面每个{BLANK}换掉；这里没有的规定不写，照上级的。
# 3. 运行 cargo xtask check，有不对的，它会说哪一行、该怎么写。
#
# 低保标准不写在这里，在 rules/standards.csv 按代码顺序加一行：
#   {code},{name},<城镇>,<农村>,<起始日>,local,<A、B 或 C>,<来源 id>,stated,{today},
#
# 上级已经有的（不用再写；写了，就以这里的为准）：
{inherited}
province = "{province}"

[[rule]]
place = "{code}"          # {name}
# residence = "rural"       # 只管城镇的写 urban，只管农村的写 rural；都管的不写
from = {BLANK}                 # 从哪一天起，如 "2026-07-01"
# until = "2027-07-01"      # 从哪一天起不再有效；文件没有说的不写
kind = "local"              # 本地的规定写 local；只管下限的写 guideline、floor；只作参考的写 average、memory、draft
class = {BLANK}                # 政府文件或网站 A，报纸 B，转载、未见原文 C
source = {BLANK}               # 第 1 步的 id
# article = "18"            # 第十八条写 18，一、（三）写 一(三)
checked_on = "{today}"   # 哪一天查到的
rule.emergency_aid.standards = {{ least = {BLANK}, most = {BLANK}, base = "own", per = "person" }}

# 急难型临时救助以外的规定，另起一段 [[rule]]，最后一行从这里选。钱和比例都写在引号里。
"#
    );
    for (rule, about) in EXAMPLES {
        let _ = write!(text, "#\n# {about}：\n# rule.{rule}\n");
    }
    text
}

/// What the place and the wider places have on file today, one line each.
fn inherited(folder: &Folder, loaded: &Loaded, book: &Rulebook, code: RegionCode, today: Date) -> String {
    let mut text = String::new();
    let name = |place: RegionCode| book.region(place).map_or("", |region| region.name.as_str());
    for place in book.lineage(code) {
        let decides = |it: &&row::Standard| it.code == place && it.from <= today && it.kind.bounds_from_below();
        let standards = loaded.standards.iter().map(|row| &row.value).filter(decides);
        if let Some(it) = standards.max_by_key(|it| it.from) {
            let yuan = |money: Option<_>| money.map_or("没有收录".to_owned(), |money| format!("{money} 元"));
            let (urban, rural) = (yuan(it.urban), yuan(it.rural));
            let _ = writeln!(
                text,
                "#   {}：低保标准，城镇 {urban}，农村 {rural}（{}，{} 起）",
                name(place),
                lower(&it.kind),
                it.from
            );
        }
        for file in &loaded.places {
            for row in file.rules.iter().filter(|row| *row.value.place.get_ref() == place) {
                let rule = &row.value;
                if rule.until.as_ref().is_some_and(|until| *until.get_ref() <= today) {
                    continue;
                }
                let spot = file.spans.of(&rule.rule);
                let said =
                    folder.0.get(&spot.file).and_then(|text| text.lines().nth(spot.line - 1)).unwrap_or_default();
                let said = if said.starts_with("rule.") { said } else { place::kind(rule.rule.get_ref()) };
                let residence = rule.residence.map_or(String::new(), |it| format!("{}，", lower(&it)));
                let kind = lower(&rule.kind);
                let _ = writeln!(
                    text,
                    "#   {}：{said}（{residence}{kind}，{} 起，{spot}）",
                    name(place),
                    rule.from.get_ref()
                );
            }
        }
    }
    if text.is_empty() { "#   没有\n".to_owned() } else { text }
}

//! The texts of the sources, cut into their articles, so that quotes and citations can be compared with them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The texts at hand, by file name.
pub struct Texts(pub BTreeMap<String, Text>);

/// A text by its articles, such as `18`, or by its sections, such as `一` and `一(三)`.
pub struct Text {
    articles: BTreeMap<String, Vec<String>>,
}

impl Texts {
    /// The texts in a folder and in the folders in it, or `None` if there is no such folder.
    pub fn read(folder: &Path) -> Option<Texts> {
        let mut texts = BTreeMap::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).ok()?.flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(text) = fs::read_to_string(&path) {
                    texts.insert(entry.file_name().to_string_lossy().into_owned(), Text::cut(&text));
                }
            }
        }
        Some(Texts(texts))
    }

    /// The text in the file of this name.
    pub fn get(&self, name: &str) -> Option<&Text> {
        self.0.get(name)
    }
}

impl Text {
    /// Cuts a text where a line begins with 第N条, 一、 or （一）.
    pub fn cut(text: &str) -> Text {
        let mut articles = BTreeMap::<String, Vec<String>>::new();
        let (mut article, mut section) = (String::new(), String::new());
        let mut open = Vec::<String>::new();
        for line in text.lines() {
            let line = bare(line);
            if line.is_empty() {
                continue;
            }
            if let Some(number) = article_number(&line) {
                article = number.to_string();
                open = vec![article.clone()];
            } else if let Some(name) = section_name(&line) {
                article.clear();
                section = name;
                open = vec![section.clone()];
            } else if let Some(name) = subsection_name(&line).filter(|_| article.is_empty() && !section.is_empty()) {
                open = vec![section.clone(), format!("{section}({name})")];
            }
            for key in &open {
                articles.entry(key.clone()).or_default().push(line.clone());
            }
        }
        Text { articles }
    }

    /// The names of all articles and sections.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.articles.keys().map(String::as_str)
    }

    /// The lines of an article; items such as `4(四)` lie in their article.
    pub fn article(&self, name: &str) -> Option<&[String]> {
        self.articles.get(&key(name)?).map(Vec::as_slice)
    }

    /// The lines of one paragraph of an article, counted from 1; items such as （一） belong to the paragraph before them.
    pub fn paragraph(&self, name: &str, number: u8) -> Option<&[String]> {
        let lines = self.article(name)?;
        let starts: Vec<usize> = (0..lines.len()).filter(|line| !lines[*line].starts_with('(')).collect();
        let at = usize::from(number).checked_sub(1)?;
        Some(&lines[*starts.get(at)?..starts.get(at + 1).copied().unwrap_or(lines.len())])
    }
}

/// Whether the quote stands word for word in these lines.
pub fn stands_in(quote: &str, lines: &[String]) -> bool {
    lines.concat().contains(&bare(quote))
}

/// A line without spaces, signs of mark-up and the difference between full-width and half-width brackets.
fn bare(line: &str) -> String {
    let signs = |sign: char| sign.is_whitespace() || matches!(sign, '*' | '#' | '\u{feff}');
    line.chars()
        .filter(|sign| !signs(*sign))
        .map(|sign| {
            if sign == '（' {
                '('
            } else if sign == '）' {
                ')'
            } else {
                sign
            }
        })
        .collect()
}

/// `18` of `18(1)`, `一(三)` of `一（三）`, `二` of `二`.
fn key(name: &str) -> Option<String> {
    let name = bare(name);
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return Some(digits);
    }
    let (section, rest) =
        name.split_once('(').map_or((name.as_str(), None), |(section, rest)| (section, rest.split_once(')')));
    let is_numeral = |text: &str| chinese_number(text).is_some();
    match rest {
        _ if !is_numeral(section) => None,
        None => Some(section.to_owned()),
        Some((inner, _)) => is_numeral(inner).then(|| format!("{section}({inner})")),
    }
}

fn article_number(line: &str) -> Option<u32> {
    let (number, _) = line.strip_prefix('第')?.split_once('条')?;
    number.parse().ok().or_else(|| chinese_number(number))
}

fn section_name(line: &str) -> Option<String> {
    let (name, _) = line.split_once('、')?;
    chinese_number(name).map(|_| name.to_owned())
}

fn subsection_name(line: &str) -> Option<String> {
    let (name, _) = line.strip_prefix('(')?.split_once(')')?;
    chinese_number(name).map(|_| name.to_owned())
}

/// 一 … 九十九, and 一百 with what follows.
fn chinese_number(text: &str) -> Option<u32> {
    let (mut total, mut digit) = (0, None);
    for sign in text.chars() {
        match sign {
            '零' | '〇' => digit = None,
            '十' => total += digit.take().unwrap_or(1) * 10,
            '百' => total += digit.take()? * 100,
            _ => {
                let value = "一二三四五六七八九".chars().position(|other| other == sign)? as u32 + 1;
                if digit.replace(value).is_some() {
                    return None;
                }
            }
        }
    }
    let number = total + digit.unwrap_or(0);
    (number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: &str = "# 某法\n\n**第一条**　甲。\n\n第十八条 对家庭\n发放。\n\n（一）乙；\n\n（二）丙。\n\n可以按照差额发放。\n\n第二十条 丁。\n";
    const NOTICE: &str = "前言\n**一、甲。**乙\n（一）丙。\n（二）丁。\n## 二、戊\n（一）己。\n";

    #[test]
    fn articles_and_paragraphs_are_found() {
        let text = Text::cut(LAW);
        let lines = text.article("18(二)").expect("article 18");
        assert!(stands_in("对家庭发放", lines) && stands_in("可以按照差额发放。", lines) && !stands_in("丁", lines));
        assert!(stands_in("丙", text.paragraph("18", 2).expect("paragraph")));
        assert!(!stands_in("可以按照", text.paragraph("18", 2).expect("paragraph")));
        assert!(stands_in("可以按照", text.paragraph("18", 3).expect("paragraph")));
        assert!(text.article("19").is_none() && text.paragraph("20", 2).is_none());
    }

    #[test]
    fn sections_and_subsections_are_found() {
        let text = Text::cut(NOTICE);
        assert!(stands_in("丁", text.article("一").expect("section")));
        assert!(stands_in("丁", text.article("一（二）").expect("subsection")));
        assert!(!stands_in("丁", text.article("一(一)").expect("subsection")));
        assert!(stands_in("己", text.article("二(一)").expect("subsection")));
        assert!(text.article("三").is_none() && text.article("二(二)").is_none() && text.article("附件").is_none());
    }

    #[test]
    fn chinese_numbers_are_read() {
        for (text, number) in [("一", 1), ("十", 10), ("十八", 18), ("二十", 20), ("七十八", 78), ("一百零二", 102)]
        {
            assert_eq!(chinese_number(text), Some(number), "{text}");
        }
        for text in ["", "一是", "条", "二三"] {
            assert_eq!(chinese_number(text), None, "{text}");
        }
    }
}

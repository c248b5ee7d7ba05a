//! Writes HTML. Whatever comes from a file goes through [`Html::text`], which leaves no character with a meaning.

/// HTML as far as it is written.
#[derive(Default)]
pub struct Html(String);

impl Html {
    /// An element with what is written inside.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Html)) {
        self.open(name, attributes);
        inside(self);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// An element without an end, such as `meta`.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            self.0.push(' ');
            self.0.push_str(attribute);
            // One without a value stands for itself.
            if !value.is_empty() {
                self.0.push_str("=\"");
                self.text(value);
                self.0.push('"');
            }
        }
        self.0.push('>');
    }

    /// Words, which stay words whatever they hold.
    pub fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                other => self.0.push(other),
            }
        }
    }

    /// An element with nothing but words in it.
    pub fn words(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |html| html.text(text));
    }

    /// What was written apart.
    pub fn append(&mut self, other: Html) {
        self.0.push_str(&other.0);
    }

    /// A break between lines of the file, for whoever reads it as it is.
    pub fn line(&mut self) {
        self.0.push('\n');
    }

    /// A whole page without script, in a language and its direction. It takes no style but from the site's own files: the headers,
    /// which must let each page name the sheet that it has within, leave that to the page.
    pub fn page(language: &str, direction: &str, head: impl FnOnce(&mut Html), body: impl FnOnce(&mut Html)) -> String {
        let mut html = Html::default();
        html.element("html", &[("lang", language), ("dir", direction)], |html| {
            html.line();
            html.element("head", &[], |html| {
                html.open("meta", &[("charset", "utf-8")]);
                html.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", "style-src 'self'")]);
                html.open("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
                html.open("meta", &[("name", "renderer"), ("content", "webkit")]);
                head(html);
            });
            html.line();
            html.element("body", &[], body);
        });
        html.into_document()
    }

    fn into_document(self) -> String {
        format!("<!DOCTYPE html>\n{}\n", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn nothing_in_a_text_has_a_meaning() {
        let mut html = Html::default();
        html.words("p", &[("title", "\"a\" & b"), ("open", "")], "<script>1 > 0 && true</script>");
        let written = html.into_document();
        let expected = "<!DOCTYPE html>\n<p title=\"&quot;a&quot; &amp; b\" open>\
                        &lt;script&gt;1 &gt; 0 &amp;&amp; true&lt;/script&gt;</p>\n";
        assert_eq!(written, expected);
    }
}

//! One call, without its key.

use super::url;

/// What is asked. The key is not part of it: it joins the address only on the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Address with all parameters but the key.
    pub url: String,
    /// Name of the answer, as a file would be called.
    pub name: String,
    /// Content types the service is known to answer with; an answer without one is judged by its content alone.
    pub content_types: Vec<String>,
}

impl Request {
    /// The same request for the page that starts at `value`.
    #[must_use]
    pub fn page(&self, parameter: &str, value: &str, number: usize) -> Self {
        let (stem, ending) = self.name.rsplit_once('.').unwrap_or((&self.name, "json"));
        Self {
            url: url::with(&self.url, parameter, value),
            name: format!("{stem}-page{number}.{ending}"),
            content_types: self.content_types.clone(),
        }
    }
}

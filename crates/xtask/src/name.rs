//! The id of a model and the names made from it.

use crate::error::TaskError;

const LONGEST: usize = 30;

/// A checked id in kebab case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ModelName(String);

impl ModelName {
    /// Lower-case ASCII words joined by single hyphens, the first starting with a letter.
    ///
    /// # Errors
    /// [`TaskError::Name`] says which rule is broken.
    pub(crate) fn parse(text: &str) -> Result<Self, TaskError> {
        let word = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let why = if text.is_empty() {
            "it is empty"
        } else if text.len() > LONGEST {
            "it is longer than 30 letters"
        } else if !text.split('-').all(word) {
            "only lower-case letters, digits and hyphens are allowed"
        } else if text.split('-').any(str::is_empty) {
            "hyphens stand alone between words"
        } else if !text.starts_with(|first: char| first.is_ascii_lowercase()) {
            "it must start with a letter"
        } else if text.starts_with("model-") || text.starts_with("fxsens") {
            "leave out `model-` and `fxsens`, they are added"
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(TaskError::Name { name: text.to_owned(), why })
    }

    /// The id: `im-ols`.
    pub(crate) fn id(&self) -> &str {
        &self.0
    }

    /// As in Rust paths: `im_ols`.
    pub(crate) fn snake(&self) -> String {
        self.0.replace('-', "_")
    }

    /// As a type: `ImOls`.
    pub(crate) fn type_name(&self) -> String {
        self.0.split('-').map(capitalised).collect()
    }

    /// As a title: `Im ols`.
    pub(crate) fn title(&self) -> String {
        capitalised(&self.0.replace('-', " "))
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::ModelName;

    #[test]
    fn names_follow_from_the_id() {
        let name = ModelName::parse("im-ols2").unwrap();
        assert_eq!(name.id(), "im-ols2");
        assert_eq!(name.snake(), "im_ols2");
        assert_eq!(name.type_name(), "ImOls2");
        assert_eq!(name.title(), "Im ols2");
    }

    #[test]
    fn what_is_not_kebab_case_is_refused() {
        let long = "a".repeat(31);
        for wrong in
            ["", "Threshold", "two_words", "-a", "a-", "a--b", "2sls", "é", "../x", "model-x", "a b", &long]
        {
            assert!(ModelName::parse(wrong).is_err(), "{wrong}");
        }
    }
}

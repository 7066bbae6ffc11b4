//! From text to tokens. Reading stops at the first character that cannot be read; the problem becomes the last
//! token, so that an earlier mistake in the grammar is reported first.

use super::ast::Span;
use super::error::Problem;

/// One token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    Name(String),
    /// A name in backticks.
    Quoted(String),
    Symbol(char),
    Bad(Problem),
    End,
}

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) span: Span,
}

const SYMBOLS: &str = "+-*/^(),:~|";

/// Whether a name can be written without backticks.
pub(super) fn is_plain_name(name: &str) -> bool {
    name.starts_with(starts_name) && name.chars().all(continues_name)
}

fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

/// All tokens of a text; the last one is [`Token::Bad`] or [`Token::End`].
pub(super) fn lex(text: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (token, length) = match read(&text[at..], c, at) {
            Ok(read) => read,
            Err(problem) => {
                let span = problem.span.clone();
                lexemes.push(Lexeme { token: Token::Bad(problem), span });
                return lexemes;
            }
        };
        lexemes.push(Lexeme { token, span: at..at + length });
        at += length;
    }
    lexemes.push(Lexeme { token: Token::End, span: at..at });
    lexemes
}

/// The token at the start of `rest` and its length in bytes; `at` is the position of `rest` in the text.
fn read(rest: &str, c: char, at: usize) -> Result<(Token, usize), Problem> {
    if SYMBOLS.contains(c) {
        if rest.starts_with("**") {
            return Err(Problem::new(at..at + 2, "`**` is not an operator", "a power is written `x^2`"));
        }
        return Ok((Token::Symbol(c), 1));
    }
    if starts_name(c) {
        let length = rest.find(|c| !continues_name(c)).unwrap_or(rest.len());
        return Ok((Token::Name(rest[..length].to_owned()), length));
    }
    if c.is_ascii_digit() || c == '.' {
        return number(rest, at);
    }
    if matches!(c, '"' | '\'' | '`') {
        let Some(length) = rest[1..].find(c) else {
            let message = if c == '`' { "this name is never closed" } else { "this text is never closed" };
            return Err(Problem::new(at..at + 1, message, format!("add a closing {c}")));
        };
        let inner = rest[1..=length].to_owned();
        if c == '`' && inner.is_empty() {
            return Err(Problem::new(
                at..at + 2,
                "a name cannot be empty",
                "write the name between the backticks",
            ));
        }
        let token = if c == '`' { Token::Quoted(inner) } else { Token::Text(inner) };
        return Ok((token, length + 2));
    }
    Err(unknown(c, at))
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), Problem> {
    let digits =
        |from: usize| rest[from..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |n| from + n);
    let mut end = digits(0);
    if rest[end..].starts_with('.') {
        end = digits(end + 1);
    }
    if rest[end..].starts_with(['e', 'E']) {
        let sign = usize::from(rest[end + 1..].starts_with(['+', '-']));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    let tail = rest[end..].find(|c| !continues_name(c)).unwrap_or(rest.len() - end);
    let text = &rest[..end + tail];
    let span = at..at + text.len();
    if tail > 0 {
        let hint = format!("a name that starts with a digit is written in backticks: `{text}`");
        return Err(Problem::new(span, format!("`{text}` is neither a number nor a name"), hint));
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok((Token::Number(value), end)),
        Ok(_) => Err(Problem::new(span, format!("`{text}` is too large a number"), "")),
        Err(_) => {
            Err(Problem::new(span, format!("`{text}` is not a number"), "write numbers as 10, 0.5 or 1e-3"))
        }
    }
}

fn unknown(c: char, at: usize) -> Problem {
    let hint = match c {
        '=' => "outcome and regressors are separated by `~`",
        '−' | '–' | '—' | '－' => "write the minus sign as `-`",
        '＋' => "write the plus sign as `+`",
        '～' | '〜' | '˜' => "write the tilde as `~`",
        '×' | '·' | '＊' => "write the product as `*`",
        '÷' | '／' => "write the quotient as `/`",
        '（' | '）' | '[' | ']' | '{' | '}' => "use round parentheses `(` and `)`",
        '“' | '”' | '„' | '‘' | '’' | '«' | '»' => {
            "use straight quotes, 'like this' or \"like this\""
        }
        '，' | '、' | ';' => "separate arguments with `,`",
        _ => "a name with unusual characters is written in backticks: `My col`",
    };
    let message = if c == '=' {
        "`=` is not used here".to_owned()
    } else {
        format!("`{c}` is not part of the language")
    };
    Problem::new(at..at + c.len_utf8(), message, hint)
}

//! Trees, canonical text, and the messages for what cannot be read.

use super::*;
use crate::sample::Intercept;

/// Canonical text of an expression.
fn canonical(text: &str) -> String {
    expr(text).to_string()
}

fn terms(text: &str) -> Vec<String> {
    formula(text).terms.iter().map(ToString::to_string).collect()
}

#[test]
fn canonical_text_has_single_spaces_and_fewest_parentheses() {
    for (written, printed) in [
        ("L( x,1 )", "L(x, 1)"),
        ("L(x,1 : 12)", "L(x, 1:12)"),
        ("L(x, -2:2)", "L(x, -2:2)"),
        ("((a)+(b))*c", "(a + b) * c"),
        ("(a*b)+c", "a * b + c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("a/(b*c)", "a / (b * c)"),
        ("10.0 + 1e-3 + 1E300 + .5", "10 + 0.001 + 1e300 + 0.5"),
        ("step('2020-04')", "step(\"2020-04\")"),
        ("f('say \"hi\"')", "f('say \"hi\"')"),
        ("`My col` + `plain`", "`My col` + plain"),
        ("経常収支 + été + a.b_1", "経常収支 + été + a.b_1"),
        ("x : z:w", "x:z:w"),
        ("x:(z:w)", "x:(z:w)"),
        ("+x", "x"),
        ("trend()", "trend()"),
    ] {
        assert_eq!(canonical(written), printed);
    }
}

#[test]
fn power_binds_tighter_than_minus_and_groups_to_the_right() {
    for (written, meant) in
        [("-2^2", "-(2^2)"), ("2^-1", "2^(-1)"), ("a^b^c", "a^(b^c)"), ("-a*b", "(-a)*b"), ("-1:2", "(-1):2")]
    {
        assert_eq!(bare(&expr(written)), bare(&expr(meant)), "{written}");
    }
    assert_eq!(canonical("(-2)^2"), "(-2)^2");
    assert_eq!(canonical("(a^b)^c"), "(a^b)^c");
    assert_eq!(canonical("-(a + b)"), "-(a + b)");
    assert_eq!(canonical("a - -b"), "a - -b");
}

#[test]
fn spans_cover_the_text_of_a_node() {
    let text = "log(é) + L(x, 1)";
    let Node::Binary(_, left, right) = expr(text).node else { panic!("not a sum") };
    assert_eq!(&text[left.span], "log(é)");
    assert_eq!(&text[right.span], "L(x, 1)");
}

#[test]
fn claims_parse_and_are_scalar() {
    let scalar =
        "100 * (published('d', 'net', 'n/a', '2023') / first_release('s.t', 'net', 'FY2023') - 1) ^ (1 / 9)";
    assert!(expr(scalar).is_scalar());
    assert!(expr("-year('bop_services', 2023) / 10^9").is_scalar());
    for series in ["x", "1 + x", "f(x)", "trend()", "2 * step('2020-04')", "L(2, 0:1)", "'text'"] {
        assert!(!expr(series).is_scalar(), "{series}");
    }
    assert_eq!(expr("a + f(b, 'c', `d e`)").names().into_iter().collect::<Vec<_>>(), ["a", "b", "d e"]);
}

#[test]
fn formulas_have_terms_constant_and_instruments() {
    let parsed = formula("log(y) ~ w + L(D(x), 1:12) + trend() | w + z1 + z2");
    assert_eq!(parsed.to_string(), "log(y) ~ w + L(D(x), 1:12) + trend() | w + z1 + z2");
    assert_eq!(parsed.intercept, Intercept::Included);
    assert_eq!(parsed.instruments.map(|list| list.len()), Some(3));
    for text in ["y ~ 0 + x", "y ~ x - 1", "y ~ -1 + x", "y ~ x + 0", "y ~ 1 + x - 1"] {
        assert_eq!(formula(text).intercept, Intercept::Excluded, "{text}");
        assert_eq!(formula(text).to_string(), "y ~ 0 + x");
    }
    assert_eq!(formula("y ~ + 1 + x").to_string(), "y ~ x");
    assert_eq!(formula("y ~ 1").to_string(), "y ~ 1");
    assert_eq!(formula("a - b ~ x").to_string(), "a - b ~ x");
    assert_eq!(formula("y ~ 0 + x | 0 + z").to_string(), "y ~ 0 + x | z");
}

#[test]
fn a_product_of_terms_expands_by_degree() {
    assert_eq!(terms("y ~ x*z"), ["x", "z", "x:z"]);
    assert_eq!(terms("y ~ a*b*c"), ["a", "b", "c", "a:b", "a:c", "b:c", "a:b:c"]);
    assert_eq!(terms("y ~ x + x*z + z"), ["x", "x:z", "z"]);
    assert_eq!(terms("y ~ x + x"), ["x", "x"]);
    assert_eq!(terms("y ~ I(x*z) + log(x*z)"), ["I(x * z)", "log(x * z)"]);
}

/// Parses what must fail and returns the offending text, the message and the hint.
fn refusal(text: &str) -> (String, String, String) {
    match Formula::parse(text) {
        Ok(parsed) => panic!("{text} was read as {parsed}"),
        Err(error) => (text[error.span.clone()].to_owned(), error.message, error.hint),
    }
}

#[test]
fn messages_point_at_the_mistake() {
    for (text, at, message) in [
        ("", "", "the formula is empty"),
        ("y", "y", "a formula needs `~` between outcome and regressors"),
        ("y = x", "=", "`=` is not used here"),
        ("~ x", "~", "there is no outcome before `~`"),
        ("y ~", "~", "the right-hand side is empty"),
        ("y ~ 0", "0", "nothing is left on the right-hand side"),
        ("y ~ x +", "+", "expected a term after `+`"),
        ("y ~ x + )", ")", "expected a term after `+`, found `)`"),
        ("y ~ log(x", "(", "this `(` is never closed"),
        ("y ~ log((x + 1)", "(", "this `(` is never closed"),
        ("y ~ x)", ")", "there is no `(` for this `)`"),
        ("y ~ x z", "z", "expected an operator after `x`, found `z`"),
        ("y x ~ z", "x", "expected `~` after `y`, found `x`"),
        ("y ~ L(x, )", ")", "expected a value after `,`, found `)`"),
        ("y ~ L(x 1)", "1", "expected `)` after `x`, found `1`"),
        ("y ~ x % z", "%", "`%` is not part of the language"),
        ("y ~ step('2020", "'", "this text is never closed"),
        ("y ~ `My col", "`", "this name is never closed"),
        ("y ~ ``", "``", "a name cannot be empty"),
        ("y ~ 10y_gap", "10y_gap", "`10y_gap` is neither a number nor a name"),
        ("y ~ I(1.2.3)", "1.2.3", "`1.2.3` is neither a number nor a name"),
        ("y ~ I(1e999 * x)", "1e999", "`1e999` is too large a number"),
        ("y ~ I(x**2)", "**", "`**` is not an operator"),
        ("y ~ a - b", "a - b", "arithmetic between terms needs `I()`"),
        ("y ~ -b", "b", "arithmetic between terms needs `I()`"),
        ("y ~ w + a / b", "a / b", "arithmetic between terms needs `I()`"),
        ("y ~ 2 * x", "2 * x", "arithmetic between terms needs `I()`"),
        ("y ~ x + 3", "3", "a number is not a term"),
        ("y ~ 'x'", "'x'", "text is not a term"),
        ("y ~ 1:2", "1:2", "a range is not a term"),
        ("y ~ L(x, 1:2.5)", "1:2.5", "a range needs whole numbers at both ends"),
        ("y ~ x ~ z", "~", "a formula has only one `~`"),
        ("y ~ x | z | w", "|", "a formula has at most one `|`"),
        ("y ~ x |", "|", "there are no instruments after `|`"),
        ("y ~ x | 0 + z", "0 + z", "the constant differs before and after `|`"),
        ("y ~ a*b*c*d*e*f*g*h*i", "a*b*c*d*e*f*g*h*i", "the product expands to more than 255 terms"),
    ] {
        let (found, said, _) = refusal(text);
        assert_eq!((found.as_str(), said.as_str()), (at, message), "{text}");
    }
}

#[test]
fn hints_say_what_to_write() {
    for (text, hint) in [
        ("usdjpy ~ us_10y - jp_10y", "write `I(us_10y - jp_10y)` to use the value as one regressor"),
        ("y ~ w + a + us - jp", "write `I(us - jp)` to use the value as one regressor"),
        ("y ~ 1 - x", "write `I(-x)` to use the value as one regressor"),
        ("y ~ 2*x", "write `I(2 * x)` to use the value as one regressor"),
        ("y = x", "outcome and regressors are separated by `~`"),
        ("y ~ x − z", "write the minus sign as `-`"),
        ("y ～ x", "write the tilde as `~`"),
        ("y ~ 10y_gap", "a name that starts with a digit is written in backticks: `10y_gap`"),
        ("y ~ x z", "terms are separated by `+`"),
    ] {
        assert_eq!(refusal(text).2, hint, "{text}");
    }
}

#[test]
fn the_caret_counts_characters() {
    let error = Formula::parse("為替 ~ 金利 + %").err().map(|e| e.with_caret());
    assert_eq!(error.as_deref(), Some("為替 ~ 金利 + %\n          ^"));
    let error = Formula::parse("y ~\n\tw + a / b\n + c").err().map(|e| e.with_caret());
    assert_eq!(error.as_deref(), Some("\tw + a / b\n\t    ^^^^^"));
    let error = Expr::parse("").err().map(|e| e.with_caret());
    assert_eq!(error.as_deref(), Some("\n^"));
}

#[test]
fn an_expression_is_not_a_formula() {
    let said = |text: &str| Expr::parse(text).err().map(|e| e.message);
    assert_eq!(said("y ~ x").as_deref(), Some("`~` belongs to formulas, not to expressions"));
    assert_eq!(said("  ").as_deref(), Some("the expression is empty"));
    assert_eq!(said("a b").as_deref(), Some("expected an operator after `a`, found `b`"));
    assert_eq!(said("a, b").as_deref(), Some("`,` separates arguments and stands only inside a call"));
    assert_eq!(said("a ~ = b").as_deref(), Some("`~` belongs to formulas, not to expressions"));
}

#[test]
fn depth_and_length_are_limited() {
    let nested = |n: usize| format!("{}x{}", "(".repeat(n), ")".repeat(n));
    assert!(Expr::parse(&nested(64)).is_ok());
    for text in [nested(65), nested(9_000), "-".repeat(10_000), "f(".repeat(9_000), "2^".repeat(9_000)] {
        let said = Expr::parse(&text).err().map(|e| e.message).unwrap_or_default();
        assert_eq!(said, "the expression is nested more than 64 levels deep");
    }
    let said = Expr::parse(&vec!["x"; 502].join("+")).err().map(|e| e.message);
    assert_eq!(said.as_deref(), Some("one expression has more than 500 operators"));
    let said = Expr::parse(&" ".repeat(20_001)).err().map(|e| e.message);
    assert_eq!(said.as_deref(), Some("the text has 20001 bytes, more than the 20000 allowed"));
    assert_eq!(formula(&format!("y ~ {}", vec!["x"; 5_000].join("+"))).terms.len(), 5_000);
}

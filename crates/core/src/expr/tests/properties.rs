//! What must hold for any text and any data.

use proptest::prelude::*;

use super::*;
use crate::expr::Operator;
use crate::sample::Intercept;

fn node(node: Node) -> Expr {
    Expr { node, span: 0..0 }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zé_][a-z0-9_.]{0,6}", "[a-z 0-9+~()]{1,6}", "[経常収支]{1,3}"]
}

/// Numbers as a text can give them: finite and not negative.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0u32..2000).prop_map(f64::from),
        0.0..1e6,
        (0u64..0x7ff0_0000_0000_0000).prop_map(f64::from_bits)
    ]
}

fn is_literal(expr: &Expr) -> bool {
    match &expr.node {
        Node::Number(_) => true,
        Node::Negate(inner) => matches!(inner.node, Node::Number(_)),
        _ => false,
    }
}

/// An interaction; of two numbers the parser would make a range.
fn interaction(left: Expr, right: Expr) -> Expr {
    if is_literal(&left) && is_literal(&right) {
        return node(Node::Range(-1, 12));
    }
    node(Node::Call(":".into(), vec![left, right]))
}

fn tree() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        number().prop_map(|value| node(Node::Number(value))),
        name().prop_map(|name| node(Node::Name(name))),
        "[a-z' -]{0,6}".prop_map(|text| node(Node::Text(text))),
        any::<(i32, i32)>().prop_map(|(a, b)| node(Node::Range(a, b))),
    ];
    leaf.prop_recursive(6, 40, 3, |inner| {
        let operator = prop_oneof![
            Just(Operator::Add),
            Just(Operator::Subtract),
            Just(Operator::Multiply),
            Just(Operator::Divide),
            Just(Operator::Power)
        ];
        let pair = || (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|e| node(Node::Negate(Box::new(e)))),
            (operator, pair()).prop_map(|(o, (a, b))| node(Node::Binary(o, Box::new(a), Box::new(b)))),
            pair().prop_map(|(a, b)| interaction(a, b)),
            ("[a-zA-Z][a-z_.]{0,4}", prop::collection::vec(inner.clone(), 0..3))
                .prop_map(|(name, arguments)| node(Node::Call(name, arguments))),
        ]
    })
}

fn term() -> impl Strategy<Value = Expr> {
    let single = prop_oneof![
        name().prop_map(|name| node(Node::Name(name))),
        tree().prop_map(|e| node(Node::Call("I".into(), vec![e]))),
    ];
    single.prop_recursive(2, 4, 2, |inner| {
        (inner.clone(), inner).prop_map(|(a, b)| node(Node::Call(":".into(), vec![a, b])))
    })
}

fn formulas() -> impl Strategy<Value = Formula> {
    let instruments = prop::option::of(prop::collection::vec(term(), 1..4));
    (tree(), prop::collection::vec(term(), 1..5), any::<bool>(), instruments).prop_map(
        |(outcome, terms, constant, instruments)| {
            let intercept = if constant { Intercept::Included } else { Intercept::Excluded };
            Formula { outcome, terms, intercept, instruments, source: String::new() }
        },
    )
}

/// A month and values around it.
fn values() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-1e3..1e3, 16..60)
}

fn on(values: &[f64], start: Period, text: &str) -> Series {
    let data = Dataset::from_iter([Series::from_values("x", start, values.to_vec())]);
    Evaluator::new(&data).series(&expr(text), "s").unwrap_or_else(|e| panic!("{text}: {e}"))
}

proptest! {
    #[test]
    fn printing_and_parsing_an_expression_gives_it_back(tree in tree()) {
        let text = tree.to_string();
        let parsed = Expr::parse(&text);
        prop_assert_eq!(parsed.map(|e| bare(&e)), Ok(tree), "{}", text);
    }

    #[test]
    fn printing_and_parsing_a_formula_gives_it_back(formula in formulas()) {
        let text = formula.to_string();
        let parsed = Formula::parse(&text);
        prop_assert_eq!(parsed.map(|f| bare_formula(&f)), Ok(formula), "{}", text);
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        if let Err(error) = Formula::parse(&text) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error.span);
            prop_assert!(!error.message.is_empty());
            prop_assert!(error.with_caret().ends_with('^'));
        }
    }

    #[test]
    fn no_text_in_the_alphabet_of_the_language_panics(text in "[xyLDI01.9eé'\"`()+*/^:~|, -]{0,40}") {
        match Formula::parse(&text) {
            Err(error) => prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error.span),
            Ok(formula) => {
                let again = Formula::parse(&formula.to_string()).map(|f| bare_formula(&f));
                prop_assert_eq!(again, Ok(bare_formula(&formula)));
            }
        }
        if let Ok(expression) = Expr::parse(&text) {
            let data = data();
            let _ = Evaluator::new(&data).series(&expression, "s");
        }
    }

    #[test]
    fn any_formula_of_the_functions_evaluates_or_says_why(
        text in r"(x|z|L\((x|D\(z\)), ?-?[0-3]:[0-3]\)|D\(gap(, 2)?\)|sum\(x, [0-4]\)|month\(\)|trend\(\):x){1}( [+:*] (z|x|q|u|trend\(\)|log\(z - 3\)|step\('2020-02'\))){0,3}"
    ) {
        let data = data();
        if let Ok(formula) = Formula::parse(&format!("x ~ {text}")) {
            match Evaluator::new(&data).sample(&formula, Window::default()) {
                Ok(sample) => prop_assert!(sample.x().iter().all(|v| v.is_finite())),
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn the_difference_of_a_rolling_sum_is_a_seasonal_difference(values in values()) {
        let left = on(&values, period("2000-01"), "D(sum(x, 12))");
        let right = on(&values, period("2000-01"), "x - L(x, 12)");
        prop_assert_eq!(left.start(), right.start());
        for (a, b) in left.values().iter().zip(right.values()) {
            prop_assert!((a - b).abs() < 1e-9, "{} {}", a, b);
        }
    }

    #[test]
    fn lags_add_up(values in values(), j in -5i32..6, k in -5i32..6) {
        let twice = on(&values, period("2000-01"), &format!("L(L(x, {j}), {k})"));
        let once = on(&values, period("2000-01"), &format!("L(x, {})", j + k));
        prop_assert_eq!(twice.start(), once.start());
        prop_assert_eq!(twice.values(), once.values());
    }

    #[test]
    fn evaluation_commutes_with_moving_the_data(values in values(), shift in -200i32..200) {
        for text in ["D(x, 3)", "mean(L(x, 2), 4)", "I(x * L(x, -1)) - sum(x, 2)", "x * trend()"] {
            let here = on(&values, period("2000-01"), text);
            let there = on(&values, period("2000-01").shift(shift), text);
            prop_assert_eq!(here.start().shift(shift), there.start());
            prop_assert_eq!(here.values(), there.values());
        }
    }
}

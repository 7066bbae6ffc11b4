//! The grid of a new study, for a monthly flow of money.

use super::facts::Facts;

const TEMPLATE: &str = include_str!("grid.template.toml");

/// `grid.toml`; `None` for a study without a monthly flow, or whose gap is an expression.
pub fn grid(facts: &Facts) -> Option<String> {
    let flow = facts.flow.as_ref().filter(|flow| flow.monthly)?;
    let constant = "\n[[valuation]]\nid = \"constant\"\nlabel = \"at a constant rate\"\ntheta = 1.0\n";
    let gap = facts.gap.as_ref().filter(|gap| !gap.starts_with("I("));
    let values = [
        ("name", facts.name.clone()),
        ("title", flow.title.clone()),
        ("currency", facts.currency.clone()),
        ("rate", facts.rate.clone()),
        ("flow", flow.id.clone()),
        ("unit", flow.unit.clone()),
        ("constant", if flow.revaluable { constant.to_owned() } else { String::new() }),
        (
            "gap",
            gap.map_or_else(String::new, |gap| {
                format!("\n[[gap]]\nid = \"gap\"\nlabel = \"yield gap\"\nseries = \"{gap}\"\n")
            }),
        ),
        ("marked", gap.map_or("none", |_| "gap").to_owned()),
        ("short_first", facts.short_first.max(facts.first.shift(25)).to_string()),
        ("first", facts.first.shift(25).to_string()),
        ("end", facts.end.to_string()),
    ];
    let fill = |text: String, (key, value): (&str, String)| text.replace(&format!("@{key}@"), &value);
    Some(values.into_iter().fold(TEMPLATE.to_owned(), fill))
}

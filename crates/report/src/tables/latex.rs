//! LaTeX with booktabs rules.

use std::fmt::Write as _;

use fxsens_core::table::Table;

use super::cell::{column_heading, printed, tail, tails};
use crate::error::ReportError;

/// The table as a floating LaTeX table; the preamble needs `\usepackage{booktabs}` and
/// `\usepackage[T1]{fontenc}`; where titles are Japanese, LuaLaTeX and a font that has the letters.
///
/// # Errors
/// [`ReportError::Row`] when a row does not match the columns.
pub fn to_latex(table: &Table) -> Result<String, ReportError> {
    super::check(table)?;
    let alignment: String =
        table.columns.iter().map(|column| if column.numeric { 'r' } else { 'l' }).collect();
    let line = |cells: Vec<String>| format!("{} \\\\\n", cells.join(" & "));
    let mut latex = String::from("\\begin{table}[htbp]\n\\centering\n");
    let _ = writeln!(latex, "\\caption{{{}}}", escape(&table.title));
    let _ = writeln!(latex, "\\label{{tab:{}}}", table.id);
    let _ = writeln!(latex, "\\begin{{tabular}}{{{alignment}}}\n\\toprule");
    latex.push_str(&line(table.columns.iter().map(|column| escape(&column_heading(column))).collect()));
    latex.push_str("\\midrule\n");
    let tails = tails(table);
    for row in &table.rows {
        let cells = row.iter().zip(&tails).map(|(cell, longest)| {
            let words = printed(cell);
            let missing = if words.is_empty() { 0 } else { longest.saturating_sub(tail(&words)) };
            let phantom = match (missing, longest) {
                (0, _) => String::new(),
                (_, 1) => "\\phantom{)}".into(),
                _ => format!("\\phantom{{{}}}", "*".repeat(missing)),
            };
            format!("{}{phantom}", escape(&words))
        });
        latex.push_str(&line(cells.collect()));
    }
    latex.push_str("\\bottomrule\n\\end{tabular}\n");
    if !table.notes.is_empty() {
        let notes: Vec<String> = table.notes.iter().map(|note| escape(note)).collect();
        let _ = writeln!(latex, "\\par\\smallskip\n{{\\footnotesize {}}}", notes.join("\\\\\n"));
    }
    latex.push_str("\\end{table}\n");
    Ok(latex)
}

/// Escapes what LaTeX reads as commands or joins into another letter, and spells out the typographic characters the
/// reports use.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            // After a line break these would be its arguments.
            '[' | '*' if escaped.is_empty() => {
                escaped.push_str("{}");
                escaped.push(letter);
            }
            // Two of these become a dash or a quotation mark, a mark and a grave accent another one.
            '-' | '\'' | '`' | '?' | '!'
                if letters.peek().is_some_and(|&next| next == letter || next == '`') =>
            {
                escaped.push(letter);
                escaped.push_str("{}");
            }
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '<' => escaped.push_str("\\textless{}"),
            '>' => escaped.push_str("\\textgreater{}"),
            '|' => escaped.push_str("\\textbar{}"),
            // Straight double quotes need another font encoding than the default.
            '"' => escaped.push_str("\\char34{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '−' => escaped.push_str("$-$"),
            '–' => escaped.push_str("--"),
            '—' => escaped.push_str("---"),
            '×' => escaped.push_str("$\\times$"),
            '≤' => escaped.push_str("$\\le$"),
            '≥' => escaped.push_str("$\\ge$"),
            '²' => escaped.push_str("$^2$"),
            '∞' => escaped.push_str("$\\infty$"),
            '±' => escaped.push_str("$\\pm$"),
            '≈' => escaped.push_str("$\\approx$"),
            'κ' => escaped.push_str("$\\kappa$"),
            'ν' => escaped.push_str("$\\nu$"),
            'ρ' => escaped.push_str("$\\rho$"),
            'σ' => escaped.push_str("$\\sigma$"),
            'τ' => escaped.push_str("$\\tau$"),
            'φ' => escaped.push_str("$\\varphi$"),
            'χ' => escaped.push_str("$\\chi$"),
            'Δ' => escaped.push_str("$\\Delta$"),
            '∪' => escaped.push_str("$\\cup$"),
            '∅' => escaped.push_str("$\\emptyset$"),
            '…' => escaped.push_str("\\dots{}"),
            '\n' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{super::sample, escape, to_latex};

    #[test]
    fn what_latex_reads_as_a_command_is_escaped() {
        assert_eq!(escape("R&D 50% #1 a_b {x} $5"), "R\\&D 50\\% \\#1 a\\_b \\{x\\} \\$5");
        assert_eq!(
            escape("y ~ x^2 \\ R²"),
            "y \\textasciitilde{} x\\textasciicircum{}2 \\textbackslash{} R$^2$"
        );
        assert_eq!(escape("−1.5, 1996–2023"), "$-$1.5, 1996--2023");
        assert_eq!(escape("a -- b, ''c'', ?`d, --set"), "a -{}- b, '{}'c'{}', ?{}`d, -{}-set");
        assert_eq!(escape("[1] * x"), "{}[1] * x");
        assert_eq!(escape("* not in the headline"), "{}* not in the headline");
    }

    #[test]
    fn a_table_has_rules_units_and_notes() -> Result<(), crate::ReportError> {
        let latex = to_latex(&sample::table())?;
        assert!(
            latex
                .contains("\\begin{tabular}{lr}\n\\toprule\nTerm & Estimate (JPY per USD) \\\\\n\\midrule\n")
        );
        assert!(latex.contains("gap &  \\\\\n\\bottomrule\n"), "{latex}");
        assert!(latex.contains("{\\footnotesize Covariance: hac (bartlett, 13 lags)}"));
        Ok(())
    }
}

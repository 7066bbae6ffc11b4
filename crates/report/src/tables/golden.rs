//! One table with everything that needs care, written out in full in every format.

use fxsens_core::table::{Cell, Column, Table};

use super::TableFormat::{Csv, Html, Json, Latex, Markdown, Text, Typst};
use super::render;

fn table() -> Table {
    Table {
        id: "golden".into(),
        title: "R&D_1 #5: 50 % of <all>".into(),
        columns: vec![Column::text("Term"), Column::number("(1)", "JPY per USD")],
        rows: vec![
            vec![Cell::text("a_b | c"), Cell::text("−1,234.57***")],
            vec![Cell::Empty, Cell::text("(0.50)")],
            vec![Cell::text("[x] \"q\""), Cell::number(3.2e-12, 3)],
        ],
        notes: vec!["*** p < 0.01; hac (bartlett, 13 lags), $t$(110) ~ ^2 \\ {y} @z --a".into()],
    }
}

#[test]
fn text() -> Result<(), crate::ReportError> {
    let expected = "\
R&D_1 #5: 50 % of <all>

Term     (1) (JPY per USD)
──────────────────────────
a_b | c       −1,234.57***
                  (0.50)
[x] \"q\"         3.2e−12

*** p < 0.01; hac (bartlett, 13 lags), $t$(110) ~ ^2 \\ {y} @z --a
";
    assert_eq!(render(&table(), Text)?, expected);
    Ok(())
}

#[test]
fn markdown() -> Result<(), crate::ReportError> {
    let expected = r#"**R&D_1 #5: 50 % of \<all\>**

| Term | (1) (JPY per USD) |
| :--- | ---: |
| a_b \| c | −1,234.57\*\*\* |
|  | (0.50) |
| \[x\] "q" | 3.2e−12 |

\*\*\* p \< 0.01; hac (bartlett, 13 lags), \$t\$(110) \~ ^2 \\ {y} @z --a
"#;
    assert_eq!(render(&table(), Markdown)?, expected);
    Ok(())
}

#[test]
fn latex() -> Result<(), crate::ReportError> {
    let expected = r"\begin{table}[htbp]
\centering
\caption{R\&D\_1 \#5: 50 \% of \textless{}all\textgreater{}}
\label{tab:golden}
\begin{tabular}{lr}
\toprule
Term & (1) (JPY per USD) \\
\midrule
a\_b \textbar{} c & $-$1,234.57*** \\
 & (0.50)\phantom{**} \\
{}[x] \char34{}q\char34{} & 3.2e$-$12\phantom{***} \\
\bottomrule
\end{tabular}
\par\smallskip
{\footnotesize {}*** p \textless{} 0.01; hac (bartlett, 13 lags), \$t\$(110) \textasciitilde{} \textasciicircum{}2 \textbackslash{} \{y\} @z -{}-a}
\end{table}
";
    let latex = render(&table(), Latex)?;
    assert_eq!(latex, expected);
    // Braces that are not escaped come in pairs.
    let plain = latex.replace("\\{", "").replace("\\}", "");
    assert_eq!(plain.matches('{').count(), plain.matches('}').count());
    Ok(())
}

#[test]
fn csv() -> Result<(), crate::ReportError> {
    let expected =
        "Term,(1) (JPY per USD)\r\na_b | c,\"−1,234.57***\"\r\n,(0.50)\r\n\"[x] \"\"q\"\"\",3.2e-12\r\n";
    assert_eq!(render(&table(), Csv)?, expected);
    Ok(())
}

#[test]
fn html() -> Result<(), crate::ReportError> {
    let expected = r#"<table class="data" id="table-golden">
<caption><span>R&amp;D_1 #5: 50 % of &lt;all&gt;</span></caption>
<thead><tr><th scope="col" class="text">Term</th><th scope="col" class="number">(1) <span class="unit">JPY per USD</span></th></tr></thead>
<tbody>
<tr><th scope="row" class="text">a_b | c</th><td class="number short">−1,234.57***</td></tr>
<tr><td class="text"></td><td class="number short">(0.50)</td></tr>
<tr><th scope="row" class="text">[x] &quot;q&quot;</th><td class="number" data-value="3.2e-12">3.2e−12</td></tr>
</tbody>
</table>
<div class="notes"><p>*** p &lt; 0.01; hac (bartlett, 13 lags), $t$(110) ~ ^2 \ {y} @z --a</p></div>
"#;
    assert_eq!(render(&table(), Html)?, expected);
    Ok(())
}

#[test]
fn typst() -> Result<(), crate::ReportError> {
    let expected = r#"#[
#show figure: set block(breakable: true)
#figure(
  caption: figure.caption(position: top, "R&D_1 #5: 50 % of <all>"),
  kind: table,
  table(
    columns: 2,
    align: (left, right,),
    stroke: none,
    table.hline(),
    table.header("Term", "(1) (JPY per USD)"),
    table.hline(stroke: 0.5pt),
    "a_b | c", "−1,234.57***",
    "", "(0.50)",
    "[x] \"q\"", "3.2e−12",
    table.hline(),
  ),
) <tab-golden>
#par(text(size: 0.85em, "*** p < 0.01; hac (bartlett, 13 lags), $t$(110) ~ ^2 \\ {y} @z --a"))
]
"#;
    assert_eq!(render(&table(), Typst)?, expected);
    Ok(())
}

#[test]
fn json() -> Result<(), crate::ReportError> {
    let expected = serde_json::json!({
        "id": "golden",
        "title": "R&D_1 #5: 50 % of <all>",
        "columns": [
            {"name": "Term", "unit": "", "numeric": false},
            {"name": "(1)", "unit": "JPY per USD", "numeric": true}
        ],
        "rows": [["a_b | c", "−1,234.57***"], [null, "(0.50)"], ["[x] \"q\"", 3.2e-12]],
        "notes": ["*** p < 0.01; hac (bartlett, 13 lags), $t$(110) ~ ^2 \\ {y} @z --a"]
    });
    let found: serde_json::Value = serde_json::from_str(&render(&table(), Json)?)?;
    assert_eq!(found, expected);
    Ok(())
}

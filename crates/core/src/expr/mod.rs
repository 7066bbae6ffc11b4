//! The formula and expression language: parser, syntax tree and evaluation on a dataset.
//!
//! The spelling is that of R's `dynlm`. A formula is `outcome ~ terms`, with instruments after a bar:
//!
//! ```text
//! log(usdjpy) ~ gap_10y + L(D(bop_goods_services_sa), 1:12) + trend()
//! usdjpy ~ I(us_10y - jp_10y)           arithmetic in a term needs I(), or a call around it
//! y ~ 0 + x            y ~ x - 1        no constant
//! y ~ w + x | w + z1 + z2               instruments; exogenous regressors are repeated
//! y ~ x:z              y ~ x*z          interaction; x*z is x + z + x:z
//! ```
//!
//! | Spelling | Meaning |
//! |---|---|
//! | `L(x)`, `L(x, 3)`, `L(x, -1)` | lag by one, by three; lead by one |
//! | `L(x, 0:4)` | five columns `L(x, 0)` … `L(x, 4)` |
//! | `D(x)`, `D(x, 12)` | difference to the previous period, to twelve periods before |
//! | `sum(x, 12)`, `mean(x, 12)` | sum and mean of the twelve periods that end with the present one |
//! | `log(x)`, `exp(x)`, `sqrt(x)`, `abs(x)` | value by value |
//! | `convert(x, "JPY trillion")` | the same quantity in another unit |
//! | `I(x + 2 * z)` | arithmetic as one column; inside any call `+ - * / ^` are arithmetic |
//! | `trend()` | 1, 2, 3 … over the sample |
//! | `month()`, `season()` | dummies `month(2)` … `month(12)`; with `month(1)` where there is no constant |
//! | `step("2020-04")`, `pulse("2011-03")`, `window("2020-03", "2022-10")` | 1 from, in, and between |
//! | `sa(x)`, `sa(x, 7)`, `sa(x, 7, "robust")` | without its seasonal component, by STL, see below |
//!
//! `^` binds tighter than the minus sign and groups to the right; then come minus, `:`, `* /`, `+ -`. Names
//! consist of letters, digits, `_` and `.`; all others go in backticks: `` `My column` ``. Text is quoted
//! `'so'` or `"so"`. A function of several columns works column by column, so `D(L(x, 0:2))` is three columns.
//!
//! `sa(x)` decomposes everything that is known of `x`, inside and outside the sample, by STL (Cleveland, Cleveland,
//! McRae and Terpenning 1990) and takes the seasonal component off: with one pattern for all years (`"periodic"`, the
//! default; the numbers of R's `stl(x, "periodic")`), or with a pattern smoothed over an odd number of years (the numbers
//! of statsmodels' `STL(x, seasonal=7)`); `"robust"` after the window adds weights against outliers. Months, quarters
//! and half-years only. Its values use later months as well as earlier ones and move when data are added; a
//! note of the sample says so. A pattern that has changed over decades asks for a window of years; published adjusted series
//! are to be preferred where they exist. See [`crate::seasonal`].
//!
//! A column is named by its text in canonical spelling, which is what [`Expr`] and [`Formula`] print. All
//! series in an expression share one frequency. A missing value inside a sample is an error that names the
//! series and the period; rows lost to lags at either end are reported in the notes of the sample.
//!
//! ```
//! use fxsens_core::dataset::Dataset;
//! use fxsens_core::expr::{Evaluator, Formula, Window};
//! use fxsens_core::period::Period;
//! use fxsens_core::series::Series;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let start = Period::month(2023, 1)?;
//! let data: Dataset = [
//!     Series::from_values("usdjpy", start, vec![130.0, 133.0, 134.0, 133.0, 137.0]),
//!     Series::from_values("gap", start, vec![3.0, 3.2, 3.3, 3.1, 3.3]),
//! ]
//! .into_iter()
//! .collect();
//!
//! let formula = Formula::parse("D(usdjpy)~gap+L(gap,1)")?;
//! assert_eq!(formula.to_string(), "D(usdjpy) ~ gap + L(gap, 1)");
//!
//! let sample = Evaluator::new(&data).sample(&formula, Window::default())?;
//! assert_eq!(sample.x_names(), ["(Intercept)", "gap", "L(gap, 1)"]);
//! assert_eq!(sample.y().to_vec(), [3.0, 1.0, -1.0, 4.0]);
//! assert_eq!(
//!     sample.notes(),
//!     ["sample starts 2023-02 rather than 2023-01: `D(usdjpy)`, `L(gap, 1)` have no value before 2023-02"]
//! );
//! # Ok(())
//! # }
//! ```

mod adjust;
mod arithmetic;
mod ast;
mod bounds;
mod cursor;
mod error;
mod evaluate;
mod expand;
mod formula;
mod functions;
mod inputs;
mod lexer;
mod parse;
mod plan;
mod print;
mod reach;
mod sampling;
mod units;
mod values;

pub use ast::{Expr, Formula, Node, Operator, Span};
pub use error::{EvalError, ParseError};
pub use evaluate::{Evaluator, Window};

#[cfg(test)]
mod tests;

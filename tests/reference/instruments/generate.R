# Reference values for instrumental variables: AER's ivreg with sandwich.
#     Rscript generate.R
suppressMessages({library(AER); library(sandwich)})
data <- read.csv("data.csv")
rows <- character()
add <- function(case, quantity, term, value)
  rows <<- c(rows, sprintf("%s,%s,%s,%.17g", case, quantity, term, value))
formulas <- list(one = y ~ x + c | z1 + z2 + z3 + c, two = y2 ~ x + x2 + c | z1 + z2 + z3 + c,
                 weak = yw ~ weak + c | z1 + z2 + z3 + c)
for (label in names(formulas)) {
  fit <- ivreg(formulas[[label]], data = data)
  covariances <- list(classical = vcov(fit), hc0 = vcovHC(fit, "HC0"), hc1 = vcovHC(fit, "HC1"),
                      hac = NeweyWest(fit, lag = 5, prewhite = FALSE, adjust = FALSE))
  for (kind in names(covariances)) {
    case <- paste(label, "2sls", kind)
    for (term in names(coef(fit))) {
      add(case, "estimate", term, coef(fit)[term])
      add(case, "std_error", term, sqrt(covariances[[kind]][term, term]))
    }
  }
  tests <- summary(fit, diagnostics = TRUE)$diagnostics
  case <- paste(label, "2sls classical")
  add(case, "sargan", "", tests["Sargan", "statistic"]); add(case, "sargan_p", "", tests["Sargan", "p-value"])
  add(case, "wu_hausman", "", tests["Wu-Hausman", "statistic"]); add(case, "wu_hausman_p", "", tests["Wu-Hausman", "p-value"])
  for (row in grep("Weak", rownames(tests), value = TRUE)) {
    name <- sub(".*\\((.*)\\)", "\\1", row)
    if (name == row) name <- setdiff(names(coef(fit)), c("(Intercept)", "c"))[1]
    add(paste(label, "first stage classical"), "f", name, tests[row, "statistic"])
  }
}
versions <- sapply(c("AER", "sandwich"), function(p) paste(p, packageVersion(p)))
writeLines(c(paste0("# ", R.version.string, ", ", paste(versions, collapse = ", ")), "case,quantity,term,value", rows),
           "values_r.csv")

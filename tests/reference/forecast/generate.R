# Reference values for forecast tests, by R. Run in this directory after generate.py:
#     Rscript generate.R
suppressPackageStartupMessages({library(forecast); library(sandwich); library(lmtest); library(car)})
table <- read.csv("series.csv")
e1 <- table$actual - table$model
e2 <- table$actual - table$benchmark
rows <- character()
put <- function(test, statistic, p) rows <<- c(rows, sprintf("series,%s,%s,%.17g", test, c("statistic", "p_value"), c(statistic, p)))
for (h in c(1, 4)) {
  for (power in 1:2) for (weights in c("acf", "bartlett")) {
    found <- dm.test(e1, e2, h = h, power = power, varestimator = weights)
    stopifnot(found$parameter[["Forecast horizon"]] == h)
    put(sprintf("diebold-mariano-%d-%s-%s", h, c("absolute", "squared")[power], c(acf = "equal", bartlett = "bartlett")[[weights]]),
        unname(found$statistic), unname(found$p.value))
  }
  long_run <- function(fit) NeweyWest(fit, lag = h - 1, prewhite = FALSE, adjust = FALSE)
  f <- e2^2 - e1^2 + (table$model - table$benchmark)^2
  t <- coeftest(lm(f ~ 1), vcov. = long_run)[1, "t value"]
  put(sprintf("clark-west-%d", h), t, pnorm(t, lower.tail = FALSE))
  mz <- lm(actual ~ model, table)
  found <- linearHypothesis(mz, c("(Intercept) = 0", "model = 1"), vcov. = long_run(mz), test = "F")
  put(sprintf("mincer-zarnowitz-%d", h), found$F[2], found$`Pr(>F)`[2])
}
versions <- sapply(c("forecast", "sandwich", "lmtest", "car"), function(p) paste(p, packageVersion(p)))
writeLines(c(paste0("# ", R.version.string, ", ", paste(versions, collapse = ", ")), "case,quantity,term,value", rows), "values_r.csv")

# Reference values for residual tests and design diagnostics, by R. Run in this directory after generate.py:
#     Rscript generate.R
suppressPackageStartupMessages({library(lmtest); library(car); library(tseries)})

designs <- list(simulated = list(read.csv("data.csv"), y ~ a + b + c + d),
                yen = list(read.csv("../m1/data.csv"), usdjpy ~ gap_10y + goods_services_12m))
rows <- character()
put <- function(case, quantity, term, value)
  rows <<- c(rows, sprintf("%s,%s,%s,%.17g", case, quantity, term, value))
for (case in names(designs)) {
  data <- designs[[case]][[1]]
  model <- designs[[case]][[2]]
  fit <- lm(model, data)
  u <- residuals(fit)
  n <- length(u)
  test <- function(name, found) {
    put(case, name, "statistic", unname(found$statistic))
    put(case, name, "p_value", unname(found$p.value))
  }
  for (pair in list(c(1, 0), c(12, 0), c(12, 2))) {
    test(sprintf("ljung-box-%d-%d", pair[1], pair[2]), Box.test(u, pair[1], "Ljung-Box", pair[2]))
    test(sprintf("box-pierce-%d-%d", pair[1], pair[2]), Box.test(u, pair[1], "Box-Pierce", pair[2]))
  }
  for (lags in c(1, 12)) {
    test(sprintf("breusch-godfrey-%d", lags), bgtest(fit, order = lags))
    lagged <- embed(u^2, lags + 1)
    arch <- summary(lm(lagged[, 1] ~ lagged[, -1]))
    statistic <- nrow(lagged) * arch$r.squared
    put(case, sprintf("arch-lm-%d", lags), "statistic", statistic)
    put(case, sprintf("arch-lm-%d", lags), "p_value", pchisq(statistic, lags, lower.tail = FALSE))
  }
  test("breusch-pagan", bptest(fit))
  x <- model.matrix(fit)[, -1]
  z <- scale(x)
  full <- model.matrix(~ .^2, as.data.frame(z))[, -1]
  test("white-full", bptest(fit, ~ full + I(z^2)))
  test("white-squares", bptest(fit, ~ z + I(z^2)))
  test("jarque-bera", jarque.bera.test(u))
  put(case, "durbin-watson", "statistic", unname(dwtest(fit)$statistic))
  for (power in 2:4) test(sprintf("reset-%d", power), resettest(fit, power = 2:power, type = "fitted"))
  inflation <- vif(fit)
  for (name in names(inflation)) put(case, "vif", name, inflation[[name]])
  for (t in 1:n) {
    put(case, "leverage", t - 1, hatvalues(fit)[t])
    put(case, "standardised", t - 1, rstandard(fit)[t])
    put(case, "studentised", t - 1, rstudent(fit)[t])
    put(case, "cooks_distance", t - 1, cooks.distance(fit)[t])
    put(case, "dffits", t - 1, dffits(fit)[t])
  }
  outlier <- outlierTest(fit, cutoff = Inf, n.max = 1)
  put(case, "outlier", "statistic", unname(outlier$rstudent))
  put(case, "outlier", "p_value", min(1, n * unname(outlier$p)))
  statistics <- summary(fit)$coefficients[-1, "t value"]
  for (name in names(statistics)) {
    put(case, "partial_r2", name, statistics[[name]]^2 / (statistics[[name]]^2 + fit$df.residual))
    put(case, "beyond_trend", name, 1 - summary(lm(data[[name]] ~ seq_len(n)))$r.squared)
  }
}
versions <- sapply(c("lmtest", "car", "tseries"), function(p) paste(p, packageVersion(p)))
writeLines(c(paste0("# ", R.version.string, ", ", paste(versions, collapse = ", ")), "case,quantity,term,value", rows),
           "values_r.csv")

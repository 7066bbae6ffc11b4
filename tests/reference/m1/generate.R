# Second opinion on the same data: R's sandwich and lmtest. Writes values_r.csv.
suppressMessages({library(sandwich); library(lmtest)})
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))))
d <- read.csv(file.path(here, "data.csv"))
fit <- lm(usdjpy ~ gap_10y + goods_services_12m, d)
rows <- character()
put <- function(case, quantity, term, value)
  rows <<- c(rows, sprintf("%s,%s,%s,%.17g", case, quantity, term, value))
errors <- function(case, v)
  for (name in rownames(v)) put(case, "std_error", name, sqrt(v[name, name]))
for (type in c("HC0", "HC1", "HC2", "HC3")) errors(tolower(type), vcovHC(fit, type = type))
errors("hac-bartlett-13", NeweyWest(fit, lag = 13, prewhite = FALSE, adjust = FALSE))
errors("hac-bartlett-13-corrected", NeweyWest(fit, lag = 13, prewhite = FALSE, adjust = TRUE))
errors("hac-parzen-13", kernHAC(fit, kernel = "Parzen", bw = 14, prewhite = FALSE, adjust = FALSE))
errors("hac-qs-5.5", kernHAC(fit, kernel = "Quadratic Spectral", bw = 5.5, prewhite = FALSE, adjust = FALSE, tol = 0))
errors("hac-bartlett-nw94", NeweyWest(fit, lag = NULL, prewhite = FALSE, adjust = FALSE))
kernels <- c(bartlett = "Bartlett", parzen = "Parzen", qs = "Quadratic Spectral")
for (k in names(kernels)) {
  put("bandwidth", "nw94", k, bwNeweyWest(fit, kernel = kernels[[k]], prewhite = 0))
  put("bandwidth", "andrews", k, bwAndrews(fit, kernel = kernels[[k]], approx = "AR(1)", prewhite = 0))
}
for (lags in c(1, 12)) {
  b <- bgtest(fit, order = lags)
  put(sprintf("breusch-godfrey-%d", lags), "statistic", "", b$statistic)
  put(sprintf("breusch-godfrey-%d", lags), "p_value", "", b$p.value)
}
b <- bptest(fit)
put("breusch-pagan", "statistic", "", b$statistic)
put("breusch-pagan", "p_value", "", b$p.value)
put("glance", "durbin_watson", "", dwtest(fit)$statistic)
out <- file(file.path(here, "values_r.csv"), "w")
writeLines(c(sprintf("# %s, sandwich %s, lmtest %s", R.version.string, packageVersion("sandwich"),
                     packageVersion("lmtest")), "case,quantity,term,value", rows), out)
close(out)

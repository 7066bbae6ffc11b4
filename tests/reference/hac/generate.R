# sandwich's Newey-West and kernel covariances on the yen data of ../m1, plm's Driscoll-Kraay.
#   Rscript generate.R            writes values_r.csv
#   Rscript generate.R lags       prints the lags that fixest would choose
suppressMessages({library(sandwich); library(lmtest); library(plm)})
args <- commandArgs(FALSE)
here <- dirname(normalizePath(sub("--file=", "", args[grep("--file=", args)])))
data <- read.csv(file.path(here, "..", "m1", "data.csv"), comment.char = "#")
fit <- lm(usdjpy ~ gap_10y + goods_services_12m, data)
# fixest leaves out the constant's score, prewhitens the others and adds them up (its source, version 0.12).
chosen <- floor(bwNeweyWest(estfun(fit)[, -1], weights = 1))
if ("lags" %in% commandArgs(TRUE)) {
  cat(chosen, "\n")
  quit()
}
rows <- character()
put <- function(case, quantity, values) {
  terms <- c("(Intercept)", "gap_10y", "goods_services_12m")
  rows <<- c(rows, sprintf("%s,%s,%s,%.17g", case, quantity, terms, values))
}
cases <- list(
  "r-sandwich" = NeweyWest(fit),
  "r-sandwich 12" = NeweyWest(fit, lag = 12),
  "fixest" = NeweyWest(fit, lag = chosen, prewhite = FALSE, adjust = TRUE),
  "statsmodels" = NeweyWest(fit, lag = 3, prewhite = FALSE),
  "stata 12" = NeweyWest(fit, lag = 12, prewhite = FALSE, adjust = TRUE),
  "prewhitened parzen 12" = vcovHAC(fit, prewhite = 1, adjust = FALSE,
    weights = kweights(0:12 / 13, kernel = "Parzen")),
  "prewhitened qs andrews" = kernHAC(fit, tol = 0, adjust = FALSE),
  "cluster year" = vcovCL(fit, cluster = substr(data$period, 1, 4), type = "HC1"))
for (case in names(cases)) {
  test <- coeftest(fit, vcov. = cases[[case]])
  put(case, "std_error", test[, 2])
  put(case, "p_value", test[, 4])
}
rows <- c(rows, sprintf("r-sandwich,lags,,%d", floor(bwNeweyWest(fit))))
rows <- c(rows, sprintf("fixest,lags,,%d", chosen))
rows <- c(rows, sprintf("prewhitened qs andrews,bandwidth,,%.17g", bwAndrews(fit)))
half <- data[1:96, ]
half$time <- rep(1:48, each = 2)
half$unit <- rep(1:2, 48)
pooled <- plm(usdjpy ~ gap_10y + goods_services_12m, half, index = c("unit", "time"), model = "pooling")
put("driscoll-kraay 4", "std_error", sqrt(diag(vcovSCC(pooled, type = "HC0", maxlag = 4))))
out <- file(file.path(here, "values_r.csv"), "w")
writeLines(sprintf("# R %s: sandwich %s, lmtest %s, plm %s", getRversion(), packageVersion("sandwich"),
  packageVersion("lmtest"), packageVersion("plm")), out)
writeLines(c("case,quantity,term,value", rows), out)
close(out)

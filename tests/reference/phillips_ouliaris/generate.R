# Reference values for the variance ratios of Phillips and Ouliaris: urca.
#     Rscript generate.R
# Reads ../unit_roots/data.csv, writes values_r.csv. urca takes its lags from a rule, short or long, and scales by the rows
# of the autoregression, one fewer than observations. Its P_z leaves constant and trend in the levels: only the one without
# terms is a test of ours, on series that start at zero.
suppressMessages(library(urca))
data <- read.csv("../unit_roots/data.csv")
rows <- character()
add <- function(case, term, value) rows <<- c(rows, sprintf("%s,statistic,%s,%.17g", case, term, value))
for (columns in list(c("tied", "walk", "other"), c("walk", "other"))) for (lag in c("short", "long")) {
  z <- as.matrix(data[, columns])
  for (trend in c("n", "c", "ct")) {
    kind <- c(n = "none", c = "constant", ct = "trend")[[trend]]
    add(paste(columns[1], trend, lag), "p-u", ca.po(z, demean = kind, lag = lag, type = "Pu")@teststat)
  }
  add(paste(columns[1], "n", lag, "from zero"), "p-z",
      ca.po(sweep(z, 2, z[1, ]), demean = "none", lag = lag, type = "Pz")@teststat)
}
writeLines(c(paste0("# ", R.version.string, ", urca ", packageVersion("urca")), "case,quantity,term,value", rows), "values_r.csv")

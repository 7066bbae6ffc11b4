# Reference values for tests of unit roots from R's urca.
#     Rscript generate.R
suppressMessages(library(urca))
data <- read.csv("data.csv")
rows <- character()
add <- function(case, value) rows <<- c(rows, sprintf("%s,statistic,urca,%.17g", case, value))
for (name in c("walk", "ar", "broken")) {
  y <- data[[name]]
  for (trend in c("n", "c", "ct")) for (lags in c(0, 4))
    add(paste(name, "adf", trend, lags), ur.df(y, type = c(n = "none", c = "drift", ct = "trend")[[trend]], lags = lags)@teststat[1])
  for (trend in c("c", "ct")) {
    kind <- c(c = "constant", ct = "trend")[[trend]]
    add(paste(name, "df-gls", trend, 3), ur.ers(y, type = "DF-GLS", model = kind, lag.max = 3)@teststat)
    add(paste(name, "kpss", trend, 8), ur.kpss(y, type = c(c = "mu", ct = "tau")[[trend]], use.lag = 8)@teststat)
    add(paste(name, "phillips-perron", trend, 6, "tau"),
        ur.pp(y, type = "Z-tau", model = kind, use.lag = 6)@teststat)
  }
}
writeLines(c(paste0("# ", R.version.string, ", urca ", packageVersion("urca")), "case,quantity,term,value", rows), "values_r.csv")

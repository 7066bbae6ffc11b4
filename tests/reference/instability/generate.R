# Reference values for tests of stability from R's strucchange and lm.
#     Rscript generate.R
# Reads data.csv, writes values_r.csv.

suppressMessages(library(strucchange))
data <- read.csv("data.csv")
rows <- list()
add <- function(case, quantity, term, value)
  rows[[length(rows) + 1]] <<- paste(case, quantity, term, format(value, digits = 17), sep = ",")

rss <- function(d, f) sum(residuals(lm(f, data = d))^2)
for (outcome in c("broken", "stable")) {
  f <- as.formula(paste(outcome, "~ x + z"))
  n <- nrow(data); k <- 3
  test <- sctest(f, data = data, type = "Chow", point = 70)
  add(outcome, "chow", "", unname(test$statistic)); add(outcome, "chow_p", "", unname(test$p.value))
  whole <- rss(data, f); first <- rss(data[1:115, ], f)
  forecast <- ((whole - first) / 5) / (first / (115 - k))
  add(outcome, "chow_forecast", "", forecast)
  add(outcome, "chow_forecast_p", "", pf(forecast, 5, 115 - k, lower.tail = FALSE))
  fs <- Fstats(f, data = data, from = 0.15)
  for (type in c("supF", "expF", "aveF")) {
    test <- sctest(fs, type = type)
    add(outcome, type, "", unname(test$statistic)); add(outcome, paste0(type, "_p"), "", unname(test$p.value))
  }
  add(outcome, "breakpoint", "", unname(fs$breakpoint))
  w <- recresid(f, data = data)
  for (t in c(0, 20, 80, length(w) - 1)) add(outcome, "recursive_residual", t, w[t + 1])
  for (type in c("Rec-CUSUM", "OLS-CUSUM")) {
    test <- sctest(efp(f, data = data, type = type))
    add(outcome, type, "", unname(test$statistic)); add(outcome, paste0(type, "_p"), "", unname(test$p.value))
  }
  scores <- gefp(f, data = data, fit = lm)
  add(outcome, "nyblom_coefficients", "", unname(sctest(scores, functional = meanL2BB)$statistic))
}
# A regression whose coefficient on the constant wanders: the local level model.
level <- StructTS(ts(data$wandering), type = "level")
add("local_level", "ratio", "", unname(level$coef["level"] / level$coef["epsilon"]))

writeLines(c(paste0("# R ", R.version$major, ".", R.version$minor, ", strucchange ", packageVersion("strucchange")),
             "case,quantity,term,value", unlist(rows)), "values_r.csv")

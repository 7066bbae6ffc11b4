# Reference values for ARDL models and the bounds test: lm on the error-correction form, car's linearHypothesis.
#     Rscript generate.R
suppressMessages({library(car)})
data <- read.csv("data.csv")
rows <- character()
add <- function(case, quantity, term, value)
  rows <<- c(rows, sprintf("%s,%s,%s,%.17g", case, quantity, term, value))
n <- nrow(data)
for (outcome in c("y", "w")) {
  y <- data[[outcome]]
  at <- 3:n
  frame <- data.frame(
    dy = y[at] - y[at - 1], y1 = y[at - 1], x1 = data$x[at - 1], z1 = data$z[at - 1], dy1 = y[at - 1] - y[at - 2],
    dx = data$x[at] - data$x[at - 1], dx1 = data$x[at - 1] - data$x[at - 2], dz = data$z[at] - data$z[at - 1],
    trend = seq_along(at))
  short <- "dy1 + dx + dx1 + dz"
  designs <- list("1" = "0", "2" = "1", "3" = "1", "4" = "1 + trend", "5" = "1 + trend")
  restricted <- list("1" = NULL, "2" = "(Intercept)", "3" = NULL, "4" = "trend", "5" = NULL)
  for (case in names(designs)) {
    fit <- lm(as.formula(paste("dy ~", designs[[case]], "+ y1 + x1 + z1 +", short)), data = frame)
    test <- linearHypothesis(fit, c(paste(c("y1", "x1", "z1"), "= 0"), if (!is.null(restricted[[case]])) paste(restricted[[case]], "= 0")))
    add(paste(outcome, "case", case), "bounds_f", "", test$F[2])
    if (is.null(restricted[[case]]))
      add(paste(outcome, "case", case), "bounds_t", "", summary(fit)$coefficients["y1", "t value"])
    if (case == "3") {
      effect <- deltaMethod(fit, "-x1 / y1")
      add(paste(outcome, "case", case), "long_run", "x", effect$Estimate)
      add(paste(outcome, "case", case), "long_run_se", "x", effect$SE)
      add(paste(outcome, "case", case), "adjustment", "", coef(fit)["y1"])
      add(paste(outcome, "case", case), "adjustment_se", "", sqrt(vcov(fit)["y1", "y1"]))
    }
  }
}
# Rises and falls of x apart, one lag each: error-correction form, symmetry by the delta method.
change <- c(0, diff(data$x))
up <- cumsum(pmax(change, 0)); down <- cumsum(pmin(change, 0)); y <- data$y
at <- 3:n
frame <- data.frame(dy = y[at] - y[at - 1], y1 = y[at - 1], up1 = up[at - 1], down1 = down[at - 1],
  dup = up[at] - up[at - 1], dup1 = up[at - 1] - up[at - 2], ddown = down[at] - down[at - 1],
  ddown1 = down[at - 1] - down[at - 2], z = data$z[at])
fit <- lm(dy ~ y1 + up1 + down1 + dup + dup1 + ddown + ddown1 + z, data = frame)
for (pair in list(c("long-run x+", "-up1 / y1"), c("long-run x-", "-down1 / y1"), c("x", "-(up1 + down1) / (2 * y1)"),
                  c("long-run asymmetry x", "-(up1 - down1) / y1"),
                  c("short-run asymmetry x", "dup + dup1 - ddown - ddown1"))) {
  effect <- deltaMethod(fit, pair[2])
  add("nardl", "estimate", pair[1], effect$Estimate)
  add("nardl", "std_error", pair[1], effect$SE)
}
writeLines(c(paste0("# ", R.version.string, ", car ", packageVersion("car")), "case,quantity,term,value", rows), "values_r.csv")

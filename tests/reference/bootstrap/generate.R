# Reference values of R: intervals of boot, p.adjust, Yule-Walker autoregressions. Run after generate.py:
#   Rscript generate.R
suppressMessages(library(boot))
here <- if (file.exists("draws.csv")) "." else dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
read <- function(name) read.csv(file.path(here, name))
rows <- character()
put <- function(case, quantity, term, value) rows <<- c(rows, sprintf("%s,%s,%s,%.17g", case, quantity, term, value))

values <- read.csv(file.path(here, "values.csv"), comment.char = "#")
one <- function(case, quantity) values$value[values$case == case & values$quantity == quantity][1]
draws <- read("draws.csv")
jackknife <- read("jackknife.csv")$value
n <- length(jackknife)
out <- structure(list(t0 = c(one("draws", "estimate"), one("draws", "variance")),
                      t = as.matrix(draws), R = nrow(draws), data = seq_len(n),
                      sim = "ordinary", stype = "i", strata = rep(1, n), weights = rep(1 / n, n), call = quote(boot())),
                 class = "boot")
influence <- (n - 1) * (mean(jackknife) - jackknife)
for (level in c(0.9, 0.95, 0.99)) {
  ci <- boot.ci(out, conf = level, type = c("perc", "basic", "bca", "stud"), L = influence, index = 1:2)
  for (kind in c("percent", "basic", "bca", "student")) {
    ends <- tail(ci[[kind]][1, ], 2)
    put("boot", kind, paste("low", level), ends[1])
    put("boot", kind, paste("high", level), ends[2])
  }
}
put("boot", "acceleration", "", sum(influence^3) / (6 * sum(influence^2)^1.5))

p <- read("p_values.csv")$p
for (method in c("holm", "BH", "BY")) {
  name <- c(holm = "holm", BH = "benjamini-hochberg", BY = "benjamini-yekutieli")[[method]]
  adjusted <- p.adjust(p, method)
  for (i in seq_along(adjusted)) put("r", name, i - 1, adjusted[i])
}

series <- read("series.csv")
for (name in names(series)) {
  fit <- ar(series[[name]], method = "yule-walker")
  put(name, "sieve_order", "", fit$order)
  for (j in seq_along(fit$ar)) put(name, "sieve", j, fit$ar[j])
  fixed <- ar(series[[name]], aic = FALSE, order.max = 4, method = "yule-walker")
  for (j in 1:4) put(name, "sieve_4", j, fixed$ar[j])
}

con <- file(file.path(here, "values_r.csv"), "w")
writeLines(sprintf("# R %s, boot %s", getRversion(), packageVersion("boot")), con)
writeLines("case,quantity,term,value", con)
writeLines(rows, con)
close(con)

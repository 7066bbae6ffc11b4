# Reference values for local projections: lm and sandwich, and AER's ivreg with instruments, horizon by horizon.
#     Rscript generate.R
suppressMessages({library(sandwich); library(AER)})
data <- read.csv("data.csv")
n <- nrow(data); lags <- 3
rows <- character()
add <- function(case, quantity, term, value)
  rows <<- c(rows, sprintf("%s,%s,%s,%.17g", case, quantity, term, value))
past <- do.call(cbind, lapply(c("y", "x", "c"), function(name) sapply(1:lags, function(l) data[[name]][(lags + 1):n - l])))
for (h in 0:12) {
  keep <- seq_len(n - lags - h)
  now <- keep + lags
  for (response in c("level", "cumulative")) {
    y <- if (response == "level") data$y[now + h] else rowSums(sapply(0:h, function(j) data$y[now + j]))
    fit <- lm(y ~ data$x[now] + data$c[now] + past[keep, ])
    add(response, "estimate", h, coef(fit)[2])
    for (type in c("HC1", "HC3")) add(paste(response, tolower(type)), "std_error", h, sqrt(vcovHC(fit, type)[2, 2]))
  }
  frame <- data.frame(y = data$y[now + h], x = data$x[now], c = data$c[now], z1 = data$z1[now], z2 = data$z2[now])
  w <- past[keep, ]
  iv <- ivreg(y ~ x + c + w | z1 + z2 + c + w, data = frame)
  add("instrumented hc1", "estimate", h, coef(iv)["x"])
  add("instrumented hc1", "std_error", h, sqrt(vcovHC(iv, "HC1")["x", "x"]))
}
versions <- sapply(c("sandwich", "AER"), function(p) paste(p, packageVersion(p)))
writeLines(c(paste0("# ", R.version.string, ", ", paste(versions, collapse = ", ")), "case,quantity,term,value", rows),
           "values_r.csv")

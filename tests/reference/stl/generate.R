# Reference values for STL, by R's stl. Run in this directory after generate.py:
#     Rscript generate.R
table <- read.csv("data.csv")
rows <- character()
for (name in c("monthly", "quarterly")) {
  y <- ts(table$value[table$series == name], start = 2000, frequency = if (name == "monthly") 12 else 4)
  for (window in list("periodic", 7)) for (robust in c(FALSE, TRUE)) {
    found <- stl(y, s.window = window, robust = robust)
    case <- paste0(name, "-", window, if (robust) "-robust" else "")
    parts <- list(seasonal = found$time.series[, "seasonal"], trend = found$time.series[, "trend"],
                  weights = found$weights)
    for (part in names(parts))
      rows <- c(rows, sprintf("%s,%s,%d,%.17g", case, part, seq_along(y) - 1, parts[[part]]))
  }
}
writeLines(c(paste0("# ", R.version.string), "case,quantity,term,value", rows), "values_r.csv")

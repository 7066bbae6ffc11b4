# Reference values for Johansen's tests: urca, and gretl for its five cases and p-values.
#     Rscript generate.R
# Reads ../unit_roots/data.csv, writes values_r.csv. gretl prints p-values with four decimals.
suppressMessages(library(urca))
data <- read.csv("../unit_roots/data.csv")[, c("tied", "walk", "other")]
rows <- character()
add <- function(case, quantity, term, value) rows <<- c(rows, sprintf("%s,%s,%s,%.17g", case, quantity, term, value))
for (kind in c("none", "const", "trend")) for (type in c("trace", "eigen")) {
  test <- ca.jo(data, type = type, ecdet = kind, K = 2)
  number <- c(none = 3, const = 2, trend = 4)[[kind]]
  for (rank in 0:2) add(paste("urca case", number), type, rank, test@teststat[3 - rank])
}
script <- tempfile(fileext = ".inp")
writeLines(c(sprintf("open \"%s\" --quiet", normalizePath("../unit_roots/data.csv")),
             sprintf("coint2 2 tied walk other --%s", c("nc", "rc", "uc", "crt", "ct"))), script)
text <- system2("gretlcli", c("-b", script), stdout = TRUE)
case <- 0
for (line in text) {
  if (grepl("^Case ", line)) case <- as.integer(sub("^Case ([0-9]).*", "\\1", line))
  found <- regmatches(line, regexec("^ *([0-9]) +([0-9.eE-]+) +([0-9.eE-]+) +\\[([0-9.]+)\\] +([0-9.eE-]+) +\\[([0-9.]+)\\]", line))[[1]]
  if (length(found)) {
    rank <- found[2]; x <- as.numeric(found[3:7])
    key <- paste("gretl case", case)
    add(key, "eigenvalue", rank, x[1]); add(key, "trace", rank, x[2]); add(key, "trace_p", rank, x[3])
    add(key, "eigen", rank, x[4]); add(key, "eigen_p", rank, x[5])
  }
}
version <- sub(".*version ([0-9a-z.]+).*", "\\1", grep("version", text, value = TRUE)[1])
writeLines(c(paste0("# ", R.version.string, ", urca ", packageVersion("urca"), ", gretl ", version),
             "case,quantity,term,value", rows), "values_r.csv")

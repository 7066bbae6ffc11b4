# Reference values for the vector error correction model: urca, cases 2 to 4, and gretl, cases 1 to 5; one and two relations.
#     Rscript generate.R
# Reads ../unit_roots/data.csv, writes values_r.csv. Standard errors are written as they come: urca divides the squares of an
# equation's residuals by T less its regressors, gretl by T less its regressors and restricted terms. urca has none for the
# relations. gretl's equations have the trend after the lagged differences.
suppressMessages(library(urca))
names <- c("tied", "walk", "other")
data <- read.csv("../unit_roots/data.csv")[, names]
rows <- character()
add <- function(case, quantity, term, value) rows <<- c(rows, sprintf("%s,%s,%s,%.17g", case, quantity, term, value))
for (kind in c("none", "const", "trend")) for (rank in 1:2) {
  test <- ca.jo(data, type = "trace", ecdet = kind, K = 2, spec = "transitory")
  fit <- cajorls(test, r = rank)
  key <- paste("urca case", c(none = 3, const = 2, trend = 4)[[kind]], "rank", rank)
  terms <- c(names, c(none = NA, const = "intercept", trend = "trend")[[kind]])
  for (k in 1:rank) for (i in (rank + 1):nrow(fit$beta))
    add(key, "estimate", paste("relation", k, terms[i]), -fit$beta[i, k])
  first <- summary(fit$rlm)
  for (i in 1:3) for (k in 1:rank) {
    found <- coef(first[[i]])[paste0("ect", k), ]
    add(key, "estimate", paste("adjustment", k, names[i]), found[1])
    add(key, "std_error", paste("adjustment", k, names[i]), found[2])
  }
  table <- coef(first[[1]])
  short <- c(constant = "(Intercept)", setNames(names, paste0(names, ".dl1")))
  for (name in intersect(names(short), rownames(table))) {
    add(key, "estimate", paste("short", short[[name]]), table[name, 1])
    add(key, "std_error", paste("short", short[[name]]), table[name, 2])
  }
}
script <- tempfile(fileext = ".inp")
kinds <- c("nc", "rc", "uc", "crt", "ct")
lines <- sprintf("open \"%s\" --quiet", normalizePath("../unit_roots/data.csv"))
for (case in 1:5) for (rank in 1:2) {
  lines <- c(lines, sprintf("vecm 2 %d tied walk other --%s --quiet", rank, kinds[case]),
             "matrix b = $jbeta", "matrix v = $jvbeta", "matrix a = $jalpha", "matrix g = $vecGamma", "matrix s = $stderr",
             sprintf("matrix l = $lnl"),
             unlist(lapply(c("b", "v", "a", "g", "s", "l"), function(name) c(
               sprintf("loop i = 1..rows(%s) --quiet", name), sprintf("  loop j = 1..cols(%s) --quiet", name),
               sprintf("    printf \"@%d %d %s %%d %%d %%.17g\\n\", i, j, %s[i,j]", case, rank, name, name),
               "  endloop", "endloop"))))
}
writeLines(lines, script)
text <- system2("gretlcli", c("-b", script), stdout = TRUE)
found <- read.table(text = sub("^@", "", grep("^@", text, value = TRUE)),
                    col.names = c("case", "rank", "what", "i", "j", "value"), colClasses = c(what = "character"))
for (case in 1:5) for (rank in 1:2) {
  part <- found[found$case == case & found$rank == rank, ]
  get <- function(what, i, j) part$value[part$what == what & part$i == i & part$j == j]
  key <- paste("gretl case", case, "rank", rank)
  terms <- c(names, c(NA, "intercept", NA, "trend", NA)[case])
  restricted <- sum(!is.na(terms)) - rank
  unrestricted <- c(0, 0, 1, 1, 2)[case]
  for (k in 1:rank) {
    for (i in 1:restricted) {
      add(key, "estimate", paste("relation", k, terms[rank + i]), -get("b", rank + i, k))
      at <- (k - 1) * restricted + i
      add(key, "std_error", paste("relation", k, terms[rank + i]), sqrt(get("v", at, at)))
    }
    for (i in 1:3) {
      add(key, "estimate", paste("adjustment", k, names[i]), get("a", i, k))
      add(key, "std_error", paste("adjustment", k, names[i]), get("s", unrestricted + 3 + k, i))
    }
  }
  for (j in 1:3) {
    add(key, "estimate", paste("short", names[j]), get("g", 1, j))
    add(key, "std_error", paste("short", names[j]), get("s", min(unrestricted, 1) + j, 1))
  }
  add(key, "log_likelihood", "", get("l", 1, 1))
}
version <- sub(".*version ([0-9a-z.]+).*", "\\1", grep("version", text, value = TRUE)[1])
writeLines(c(paste0("# ", R.version.string, ", urca ", packageVersion("urca"), ", gretl ", version),
             "case,quantity,term,value", rows), "values_r.csv")

#' Run and compare policies over futures
#'
#' In each future all policies meet the same parameters, structural forms and luck, so that policies are compared future by future. The
#' first policy is the one with which the others are compared. The same scenarios, seed and settings give the bits of the program, whatever
#' the number of threads. Interrupting R stops the runs, and nothing of them is kept.
#'
#' @param policies Scenarios ([fulcrum_load()]), or their names or paths: a list or character vector. All must have the same start, weeks
#'   and actors.
#' @param policy One of them.
#' @param futures Futures of each policy. NULL: as the first scenario says, else 1000.
#' @param uncertainty What differs between futures: `"assumptions"`, `"record"`, `"luck"` or `"none"`. NULL: as the first scenario says.
#' @param seed A whole number from 0, as a number or, above 2^53, as a text. NULL: the first scenario's.
#' @param series Weekly series: `"core"`, `"all"`, or names.
#' @param resolution Of runs where no scenario says one: `"cells"`, the agents, one for ten cells, or `"organisations"`, their mean-field
#'   reduction, many times faster. NULL: cells where the theatre has provinces.
#' @param trajectories Whether every week of every run is kept. NULL: if there are at most 200 futures and 500 MB.
#' @param jobs Threads; 0: one a core. Changes no result.
#' @param ... For `fulcrum_run`, any of `futures` to `resolution`.
#' @return An object of class `fulcrum_comparison`: a list with
#'   \item{outcomes}{array `[policy, future, outcome]`; not a number where a run failed}
#'   \item{futures}{array `[future, factor]`: what each future assumes; the first is the reference case}
#'   \item{weekly}{array `[policy, statistic, column, week]`: mean, standard deviation, range and quantiles over futures}
#'   \item{series}{array `[column, policy, future, week]`, or NULL if trajectories were not kept}
#'   \item{labels}{tibble of `kind`, `name`, `unit` and `meaning` of all that stands along these dimensions}
#'   \item{policies, start, seed, failed, first_failure}{names of the policies; first week; seed, as a text; how many runs failed, and why
#'   the first one did}
#'
#'   [as_tibble()][as_tibble.fulcrum_comparison] gives a row a run, [fulcrum_series()] a matrix, [summary()][summary.fulcrum_comparison] the
#'   program's first answer.
#' @export
#' @examples
#' comparison <- fulcrum_compare(c("status_quo", "engagement"), futures = 50)
#' comparison
#' tibble::as_tibble(comparison)
fulcrum_compare <- function(policies, futures = 1000, uncertainty = NULL, seed = NULL, series = "core", trajectories = NULL, jobs = 0,
                            resolution = NULL) {
  if (inherits(policies, "fulcrum_scenario")) policies <- list(policies)
  scenarios <- lapply(policies, as_scenario)
  handle <- checked(compare_policies(
    lapply(scenarios, handle_of), if (is.null(uncertainty)) "" else a_text(uncertainty, "uncertainty"),
    if (is.null(futures)) 0L else a_count(futures, "futures"), seed_text(seed), paste(series, collapse = ","),
    if (is.null(trajectories)) -1L else as.integer(isTRUE(trajectories)), as.integer(jobs),
    if (is.null(resolution)) "" else a_text(resolution, "resolution")
  ))
  comparison_of(handle)
}

#' @rdname fulcrum_compare
#' @export
fulcrum_run <- function(policy, ...) fulcrum_compare(list(policy), ...)

# Seeds have 64 bits, R's numbers 53.
seed_text <- function(seed) {
  if (is.null(seed)) return("")
  text <- if (is.numeric(seed) && length(seed) == 1 && !is.na(seed) && seed <= 2^53) sprintf("%.0f", seed) else as.character(seed)
  largest <- "18446744073709551615"
  fits <- length(text) == 1 && grepl("^[0-9]{1,20}$", text) && (nchar(text) < 20 || text <= largest)
  if (!fits || (is.numeric(seed) && seed != round(seed))) {
    refuse("seed = ", paste(format(seed), collapse = " "), "; allowed: whole numbers from 0 to ", largest, ", above 2^53 as a text")
  }
  text
}

comparison_of <- function(handle) {
  kinds <- c("policy", "outcome", "factor", "statistic", "column")
  labels <- lapply(seq_along(kinds) - 1L, function(which) results_labels(handle, which))
  name <- function(kind) labels[[match(kind, kinds)]]$name
  facts <- results_facts(handle)
  series <- results_series(handle)
  structure(class = "fulcrum_comparison", list(
    outcomes = labelled(results_outcomes(handle), policy = name("policy"), future = NULL, outcome = name("outcome")),
    futures = labelled(results_futures(handle), future = NULL, factor = name("factor")),
    weekly = labelled(results_summary(handle), policy = name("policy"), statistic = name("statistic"), column = name("column"), week = NULL),
    series = if (!inherits(series, "fulcrum_failure")) labelled(series, column = name("column"), policy = name("policy"), future = NULL, week = NULL),
    labels = tibble::tibble(kind = rep(kinds, vapply(labels, function(one) length(one$name), 0L)), name = unlist(lapply(labels, `[[`, "name")),
                            unit = unlist(lapply(labels, `[[`, "unit")), meaning = unlist(lapply(labels, `[[`, "meaning"))),
    policies = name("policy"), start = as.Date(facts$start), seed = facts$seed, failed = facts$failed, first_failure = facts$first_failure,
    handle = handle
  ))
}

# Names along the dimensions of an array.
labelled <- function(values, ...) {
  names <- list(...)
  for (i in seq_along(names)) if (length(names[[i]]) == 0) names[i] <- list(NULL)
  values <- checked(values)
  dimnames(values) <- names
  values
}

label_of <- function(x, kind, name) x$labels[x$labels$kind == kind & x$labels$name == name, ]

#' Comparisons as tables and answers
#'
#' @param x,object What [fulcrum_compare()] or [fulcrum_run()] made.
#' @param assumptions Also a column a factor: what the future of the run assumes.
#' @param outcome The outcome that is answered about. Some futures are run again with other luck, to say what the spread is made of.
#' @param series The series that is drawn: median of each policy, and nine in ten futures around it.
#' @param col Colours, one a policy.
#' @param row.names,optional As in [as.data.frame()].
#' @param ... Of `plot`: handed to [graphics::plot()]. Else nothing.
#' @return `as_tibble` and `as.data.frame`: a row a run, with `policy`, `future` (from 1) and the outcomes. `summary`: the text that the
#'   program prints first, of class `fulcrum_answer`. `print` and `plot`: `x`, invisibly.
#' @examples
#' comparison <- fulcrum_compare(c("status_quo", "engagement"), futures = 50)
#' runs <- tibble::as_tibble(comparison, assumptions = TRUE)
#' aggregate(direct_last_year ~ policy, runs, median)
#' summary(comparison)
#' plot(comparison, "attacks")
#' @name comparison
NULL

#' @rdname comparison
#' @export
as.data.frame.fulcrum_comparison <- function(x, row.names = NULL, optional = FALSE, ..., assumptions = FALSE) {
  as.data.frame(as_tibble.fulcrum_comparison(x, assumptions = assumptions), row.names = row.names)
}

#' @rdname comparison
#' @exportS3Method tibble::as_tibble
as_tibble.fulcrum_comparison <- function(x, ..., assumptions = FALSE) {
  size <- dim(x$outcomes)
  runs <- tibble::tibble(policy = rep(x$policies, each = size[2]), future = rep(seq_len(size[2]), size[1]))
  for (i in seq_len(size[3])) runs[[dimnames(x$outcomes)$outcome[i]]] <- as.vector(t(array(x$outcomes[, , i], size[1:2])))
  if (assumptions) for (i in seq_len(ncol(x$futures))) runs[[colnames(x$futures)[i]]] <- rep(x$futures[, i], size[1])
  runs
}

#' @rdname comparison
#' @export
print.fulcrum_comparison <- function(x, ...) {
  size <- dim(x$outcomes)
  cat(sprintf("<comparison> %s futures of each policy, seed %s; direct support in the last year:\n", format(size[2], big.mark = ","), x$seed))
  direct <- array(x$outcomes[, , "direct_last_year"], size[1:2])
  change <- direct - rep(direct[1, ], each = size[1])
  quantiles <- apply(direct, 1, stats::quantile, c(0.05, 0.5, 0.95), na.rm = TRUE)
  print(data.frame(policy = x$policies, median = round(quantiles[2, ], 2),
                   "nine in ten futures" = sprintf("%.2f to %.2f", quantiles[1, ], quantiles[3, ]),
                   difference = c("", sprintf("%+.2f", apply(change, 1, stats::median, na.rm = TRUE)[-1])), check.names = FALSE), row.names = FALSE)
  if (x$failed > 0) cat(x$failed, " runs failed; the first one: ", x$first_failure, "\n", sep = "")
  invisible(x)
}

#' @rdname comparison
#' @export
summary.fulcrum_comparison <- function(object, outcome = "direct_last_year", ...) {
  structure(checked(results_answer(handle_of(object), a_text(outcome, "outcome"))), class = "fulcrum_answer")
}

#' @export
print.fulcrum_answer <- function(x, ...) {
  cat(x, "\n", sep = "")
  invisible(x)
}

#' @rdname comparison
#' @export
plot.fulcrum_comparison <- function(x, series = "direct", col = grDevices::hcl.colors(length(x$policies), "Dark 3"), ...) {
  column <- one_of(series, dimnames(x$weekly)$column, "series")
  weekly <- array(x$weekly[, c("q05", "q50", "q95"), column, ], c(length(x$policies), 3, dim(x$weekly)[4]))
  dates <- x$start + 7 * (seq_len(dim(weekly)[3]) - 1)
  label <- label_of(x, "column", column)
  graphics::plot(range(dates), range(weekly), type = "n", xlab = "", ylab = sprintf("%s [%s]", label$meaning, label$unit), ...)
  for (i in seq_along(x$policies)) {
    graphics::polygon(c(dates, rev(dates)), c(weekly[i, 1, ], rev(weekly[i, 3, ])), col = grDevices::adjustcolor(col[i], 0.15), border = NA)
    graphics::lines(dates, weekly[i, 2, ], col = col[i], lwd = 2)
  }
  graphics::legend("topright", x$policies, col = col, lwd = 2, bty = "n")
  invisible(x)
}

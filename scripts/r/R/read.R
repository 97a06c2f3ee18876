#' Read a results file
#'
#' Results files are what the program writes with `-o`, and what `sweep` and the analyses write. Reading them needs the package hdf5r. Series
#' stay in the file until [fulcrum_series()] asks for them.
#'
#' @param file Path of a results file.
#' @return An object of class `fulcrum_results`: a list with `path`, `title`, `command`, `policies`, `runs` (a tibble: a row a run, with its
#'   policy, replicate, seed, status and outcomes), `series` (names of the series whose weeks are stored), `summaries` (names of those that
#'   are summarised over runs) and `tables` (names for [fulcrum_table()]).
#' @export
#' @examplesIf nzchar(Sys.which("fulcrum")) && requireNamespace("hdf5r", quietly = TRUE)
#' path <- tempfile(fileext = ".h5")
#' fulcrum_program(c("compare", "status_quo", "engagement", "--futures", "50", "-o", path))
#' results <- fulcrum_read(path)
#' results
#' dim(fulcrum_series(results, "direct"))
fulcrum_read <- function(file) {
  path <- path.expand(a_text(file, "file"))
  if (!requireNamespace("hdf5r", quietly = TRUE)) refuse("reading results files needs the package hdf5r (Debian: r-cran-hdf5r)")
  facts <- file_with(path, function(file) {
    within <- function(group) if (file$exists(group)) names(file[[group]]) else character()
    scales <- c("run", "time", "policy", "statistic", "militia", "neighbour", "recipient", "province", "attacker", "target", "side", "status")
    list(title = hdf5r::h5attr(file, "title"), command = hdf5r::h5attr(file, "command_line"), policies = file[["study/policy"]]$read(),
         series = setdiff(within("timeseries"), scales), summaries = setdiff(within("summary"), scales),
         tables = c(intersect(c("design", "events"), names(file)), paste0("analysis/", within("analysis"), recycle0 = TRUE)))
  })
  structure(c(list(path = normalizePath(path)), facts, list(runs = tibble::as_tibble(file_runs(path)))), class = "fulcrum_results")
}

#' A table of a results file
#'
#' @param x What [fulcrum_read()] gave.
#' @param name One of `x$tables`, such as `"analysis/answer"`.
#' @return A tibble with the table's columns.
#' @export
fulcrum_table <- function(x, name) {
  name <- one_of(name, x$tables, "table")
  file_with(x$path, function(file) {
    table <- file[[name]]
    plain <- function(values) if (is.raw(values)) as.integer(values) else file_plain(values)
    if (inherits(table, "H5D")) return(tibble::as_tibble(lapply(table$read(), plain)))
    columns <- setdiff(names(table), "row")
    tibble::as_tibble(stats::setNames(lapply(columns, function(column) plain(table[[column]]$read())), columns))
  })
}

#' @rdname fulcrum_read
#' @param x What `fulcrum_read` gave.
#' @param ... Nothing.
#' @exportS3Method tibble::as_tibble
as_tibble.fulcrum_results <- function(x, ...) x$runs

#' @rdname fulcrum_read
#' @export
print.fulcrum_results <- function(x, ...) {
  cat("<results> ", x$title, "\n", nrow(x$runs), " runs of ", paste(x$policies, collapse = ", "), "\n", sep = "")
  cat("series: ", paste(x$series, collapse = ", "), "\n", "tables: ", paste(x$tables, collapse = ", "), "\n", sep = "")
  invisible(x)
}

#' Weekly series of runs
#'
#' `fulcrum_series` gives every run that was kept, `fulcrum_summary` what they come to over futures.
#'
#' @param x A comparison ([fulcrum_compare()]) or a results file ([fulcrum_read()]).
#' @param series Name of a series, such as `"direct"`. In a comparison one with a value for each organisation goes by both names:
#'   `"capability.badr"`.
#' @param policy One policy. NULL: all, one after the other.
#' @return `fulcrum_series`: a matrix, a row a run and a column a week; of a results file with a dimension between them for a series with a
#'   value for each organisation. `fulcrum_summary`: a tibble of `time`, `statistic`, `policy` and `value`.
#' @export
#' @examples
#' comparison <- fulcrum_compare(c("status_quo", "engagement"), futures = 50)
#' dim(fulcrum_series(comparison, "direct", "engagement"))
#' weekly <- fulcrum_summary(comparison, "direct")
#' subset(weekly, statistic == "q50" & time == max(time))
fulcrum_series <- function(x, series, policy = NULL) UseMethod("fulcrum_series")

#' @export
fulcrum_series.fulcrum_comparison <- function(x, series, policy = NULL) {
  if (is.null(x$series)) refuse("the series of single runs were not kept: compare with trajectories = TRUE")
  series <- one_of(series, dimnames(x$series)$column, "series")
  policies <- if (is.null(policy)) x$policies else one_of(policy, x$policies, "policy")
  size <- dim(x$series)
  do.call(rbind, lapply(policies, function(one) matrix(x$series[series, one, , ], size[3], size[4])))
}

#' @export
fulcrum_series.fulcrum_results <- function(x, series, policy = NULL) {
  values <- file_series(x$path, one_of(series, x$series, "series"))
  if (is.null(policy)) return(values)
  of_policy <- x$runs$policy == one_of(policy, x$policies, "policy")
  if (length(dim(values)) == 2) values[of_policy, , drop = FALSE] else values[of_policy, , , drop = FALSE]
}

#' @rdname fulcrum_series
#' @export
fulcrum_summary <- function(x, series) UseMethod("fulcrum_summary")

#' @export
fulcrum_summary.fulcrum_comparison <- function(x, series) {
  column <- one_of(series, dimnames(x$weekly)$column, "series")
  size <- dim(x$weekly)
  weeks <- expand.grid(time = x$start + 7 * (seq_len(size[4]) - 1), statistic = dimnames(x$weekly)$statistic, policy = x$policies,
                       stringsAsFactors = FALSE)
  tibble::as_tibble(data.frame(weeks, value = as.vector(aperm(array(x$weekly[, , column, ], size[c(1, 2, 4)]), 3:1))))
}

#' @export
fulcrum_summary.fulcrum_results <- function(x, series) tibble::as_tibble(file_summary(x$path, one_of(series, x$summaries, "series")))

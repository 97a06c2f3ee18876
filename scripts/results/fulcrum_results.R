# Opens results files of fulcrum in R. Needs hdf5r (Debian: r-cran-hdf5r). The format: docs/results-format.md
#
#   source("scripts/results/fulcrum_results.R")
#   runs     <- fulcrum_runs("compare.h5")                # data frame: one row a run, with its outcomes
#   aggregate(direct_last_year ~ policy, runs, mean)
#   direct   <- fulcrum_summary("compare.h5", "direct")   # data frame: time, statistic, policy, value
#   matrix   <- fulcrum_series("compare.h5", "direct")    # matrix: a row a run, a column a week
#
# On the command line: Rscript scripts/results/fulcrum_results.R FILE.h5    prints the mean of every outcome by policy
#
# The R package (docs/r.md) has the same functions; scripts/package_r puts them into it.

# Ends with a condition of class fulcrum_error, which knows the file.
fulcrum_complain <- function(path, what) {
  stop(structure(class = c("fulcrum_input_error", "fulcrum_error", "error", "condition"),
                 list(message = paste0(path, ": ", what), call = NULL, file = path, line = 0L, suggestion = "")))
}

fulcrum_open <- function(path) {
  if (!file.exists(path)) fulcrum_complain(path, "no such file")
  if (!hdf5r::is_hdf5(path)) fulcrum_complain(path, "not an HDF5 file, or one that was cut short")
  file <- hdf5r::H5File$new(path, mode = "r")
  if (!file$attr_exists("filetype") || hdf5r::h5attr(file, "filetype") != "fulcrum-results") {
    file$close_all()
    fulcrum_complain(path, "not a results file of fulcrum")
  }
  file
}

# Evaluates `use(file)` and closes the file whatever happens.
fulcrum_with <- function(path, use) {
  file <- fulcrum_open(path)
  on.exit(file$close_all())
  use(file)
}

# Integers of 64 bits as R's numbers: exact up to 2^53.
fulcrum_plain <- function(values) if (inherits(values, "integer64")) bit64::as.double.integer64(values) else values

# One row a run: who it was, what became of it, and its outcomes. Failed runs have NaN for outcomes.
fulcrum_runs <- function(path) {
  fulcrum_with(path, function(file) {
    runs <- as.data.frame(lapply(file[["runs"]][], fulcrum_plain), stringsAsFactors = FALSE)
    if (!file$exists("outcomes")) return(runs)
    outcomes <- file[["outcomes"]]
    for (name in setdiff(names(outcomes), "run")) runs[[name]] <- outcomes[[name]][]
    runs
  })
}

# Dates of the weeks, from "days since <start>".
fulcrum_dates <- function(file, group) {
  time <- file[[paste0(group, "/time")]]
  as.Date(substr(sub("^days since ", "", hdf5r::h5attr(time, "units")), 1, 10)) + fulcrum_plain(time[])
}

# The values along each dimension of a dataset, by name, in R's order: the last dimension of the file comes first.
fulcrum_labels <- function(dataset, file, group) {
  labels <- list()
  for (scale in lapply(rev(hdf5r::h5attr(dataset, "DIMENSION_LIST")), function(reference) reference$dereference()[[1]])) {
    name <- basename(scale$get_obj_name())
    labels[[name]] <- if (name == "time") fulcrum_dates(file, group) else fulcrum_plain(scale[])
  }
  labels
}

# Mean, sd, min, max and quantiles of a series over runs: a data frame of time, (entity,) statistic, policy and value.
fulcrum_summary <- function(path, series) {
  fulcrum_with(path, function(file) {
    dataset <- file[[paste0("summary/", series)]]
    labels <- fulcrum_labels(dataset, file, "summary")
    data.frame(expand.grid(labels, stringsAsFactors = FALSE), value = as.vector(dataset$read()))
  })
}

# A stored series: a row a run and a column a week; with an entity in between where there is one.
fulcrum_series <- function(path, series) {
  fulcrum_with(path, function(file) {
    values <- file[[paste0("timeseries/", series)]]$read()
    aperm(values, rev(seq_along(dim(values))))
  })
}

if (sys.nframe() == 0) {
  arguments <- commandArgs(trailingOnly = TRUE)
  if (length(arguments) != 1) {
    message("Usage: Rscript fulcrum_results.R FILE.h5")
    quit(status = 2)
  }
  runs <- fulcrum_runs(arguments[1])
  done <- runs[runs$status == "done", ]
  outcomes <- setdiff(names(done), c("run_id", "point_id", "policy", "replicate", "seed", "status", "error", "weeks", "wall_seconds"))
  print(aggregate(done[outcomes], list(policy = factor(done$policy, unique(done$policy))), mean))
}

#' What goes wrong, as conditions
#'
#' Every error of this package has class `fulcrum_error`, and one that says more: `fulcrum_input_error` (a scenario or setting is wrong),
#' `fulcrum_usage_error` (it cannot be done like that) or `fulcrum_program_error` (the program or the library failed).
#'
#' Beside `message`, a condition has `file`, `line` and `suggestion` of the first problem (an empty text, or 0, where there is none), and
#' `problems`: a tibble of all of them, with `file`, `line`, `message` and `suggestion`. One of the program also has `exit_code`.
#'
#' @name fulcrum_error
#' @examples
#' tryCatch(
#'   fulcrum_load("status_quo", set = list(levers.raid = 0.4)),
#'   fulcrum_error = function(problem) problem$suggestion
#' )
NULL

kinds <- c("2" = "fulcrum_usage_error", "3" = "fulcrum_input_error")

signal_problem <- function(message, status, problems, ...) {
  kind <- if (as.character(status) %in% names(kinds)) kinds[[as.character(status)]] else "fulcrum_program_error"
  first <- if (nrow(problems) > 0) problems[1, ] else problem_of(message)
  stop(structure(class = c(kind, "fulcrum_error", "error", "condition"),
                 list(message = message, call = NULL, file = first$file, line = first$line, suggestion = first$suggestion,
                      problems = problems, ...)))
}

problem_of <- function(message, file = "", line = 0L, suggestion = "") {
  tibble::tibble(file = file, line = line, message = message, suggestion = suggestion)
}

refuse <- function(...) signal_problem(paste0(...), 2, problem_of(paste0(...)))

# A value of the library, unless it stands for a failure.
checked <- function(value) {
  if (!inherits(value, "fulcrum_failure")) return(value)
  signal_problem(value$message, value$status, problem_of(value$what, value$file, value$line, value$suggestion))
}

# The handle of a scenario or comparison.
handle_of <- function(x) {
  if (handle_is_gone(x$handle)) refuse("this was made in another session of R: make it again")
  x$handle
}

a_text <- function(value, what) {
  if (!is.character(value) || length(value) != 1 || is.na(value)) refuse(what, " must be one text")
  value
}

a_count <- function(value, what) {
  if (!is.numeric(value) || length(value) != 1 || is.na(value) || value != round(value) || value < 1 || value > .Machine$integer.max) {
    refuse(what, " must be a whole number from 1")
  }
  as.integer(value)
}

one_of <- function(value, allowed, what) {
  value <- a_text(value, what)
  if (!value %in% allowed) refuse("there is no ", what, " '", value, "'; there are: ", paste(allowed, collapse = ", "))
  value
}

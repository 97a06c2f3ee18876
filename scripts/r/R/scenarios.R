#' Names of the shipped scenarios
#'
#' @return A character vector, in alphabetical order.
#' @export
#' @examples
#' head(fulcrum_scenarios())
fulcrum_scenarios <- function() library_names()

#' Read a scenario
#'
#' @param name Name of a shipped scenario ([fulcrum_scenarios()]), or path of a TOML file.
#' @param set Values over the file by their whole keys, as a named list or vector: `list(levers.raids = 0.4)`. They are held at these
#'   values in all futures, as `--set` of the program holds them. `fulcrum_program(c("describe", "levers"))` lists what there is.
#' @param as Name of the scenario with these values, since policies that are compared need different names. NULL: made of its name and what
#'   was set.
#' @param paths Folders in which named files are looked for, before those that are shipped.
#' @return An object of class `fulcrum_scenario`: a list with `name`, `title`, `start` (a Date), `weeks`, `notes` (what is allowed but worth
#'   knowing) and `toml` (the whole scenario, as the program reads it).
#' @seealso [fulcrum_error] for what goes wrong.
#' @export
#' @examples
#' fulcrum_load("engagement", set = list(levers.coercive_threat = 0.7), as = "pressed")
fulcrum_load <- function(name, set = list(), as = NULL, paths = character()) {
  settings <- settings_of(set)
  read <- function(toml = "") checked(scenario_read(path.expand(a_text(name, "name")), toml, settings, path.expand(as.character(paths))))
  handle <- read()
  facts <- scenario_facts(handle)
  if (length(settings) > 0 || !is.null(as)) {
    handle <- read(renamed(facts$toml, if (is.null(as)) name_with(facts$name, settings) else a_text(as, "as")))
    facts <- scenario_facts(handle)
  }
  facts$start <- as.Date(facts$start)
  facts$notes <- strsplit(facts$notes, "\n", fixed = TRUE)[[1]]
  structure(c(facts, list(handle = handle)), class = "fulcrum_scenario")
}

# The name stands in the first lines of the text, before any table.
renamed <- function(toml, name) {
  at <- regexpr('(?m)^name = "[^\n]*"', toml, perl = TRUE)
  regmatches(toml, at) <- paste0("name = ", encodeString(name, quote = '"'))
  toml
}

name_with <- function(name, settings) substr(paste(c(name, gsub("[^A-Za-z0-9_-]", "_", sub("^[^.]*[.]", "", settings))), collapse = "_"), 1, 80)

# "key=value" of a named list or vector.
settings_of <- function(set) {
  if (length(set) == 0) return(character())
  keys <- names(set)
  if (is.null(keys) || any(keys == "")) refuse("every value of set needs a name, such as list(levers.raids = 0.4)")
  paste0(keys, "=", vapply(set, value_text, ""))
}

value_text <- function(value) {
  if (length(value) != 1 || is.na(value)) refuse("every value of set must be one number, text or truth value")
  if (is.logical(value)) return(tolower(as.character(value)))
  if (is.numeric(value)) number_text(value) else as.character(value)
}

# The shortest text that is the same number.
number_text <- function(value) {
  for (digits in 15:17) {
    text <- sprintf("%.*g", digits, value)
    if (as.numeric(text) == value) break
  }
  text
}

as_scenario <- function(policy) {
  if (inherits(policy, "fulcrum_scenario")) return(policy)
  if (!is.character(policy) || length(policy) != 1) refuse("a policy must be a scenario, or the name or path of one")
  fulcrum_load(policy)
}

#' @export
print.fulcrum_scenario <- function(x, ...) {
  cat("<scenario ", x$name, "> ", x$title, "\n", x$weeks, " weeks from ", format(x$start), "\n", sep = "")
  if (length(x$notes) > 0) cat(paste0("note: ", x$notes, "\n"), sep = "")
  invisible(x)
}

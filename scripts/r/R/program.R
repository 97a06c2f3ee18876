#' Start the program
#'
#' Sweeps and the analyses (`sensitivity`, `discover`, `robust`, `explain`, `calibrate`) are commands of the program `fulcrum`: they run for
#' long and write results files, which [fulcrum_read()] reads. Interrupting R interrupts the program, which saves what it can.
#'
#' @param args Words after `fulcrum` on the command line, one an element: `c("sweep", "study.toml", "-o", "study.h5")`.
#' @param program The program; by default what the environment's FULCRUM_PROGRAM names, else the one along the path.
#' @return What the program printed, a line an element, invisibly if it printed nothing. Attribute `exit_code` where it is not 0 but no
#'   error (4: done, although some runs failed).
#' @export
#' @examplesIf nzchar(Sys.which("fulcrum"))
#' fulcrum_program(c("describe", "raids"))
fulcrum_program <- function(args, program = NULL) {
  found <- if (is.null(program)) program_found() else path.expand(a_text(program, "program"))
  said <- tempfile()
  complained <- tempfile()
  on.exit(unlink(c(said, complained)))
  words <- shQuote(c(path.expand(as.character(args)), "--no-progress"))
  code <- suppressWarnings(system2(found, words, stdout = said, stderr = complained))
  if (!code %in% c(0, 4)) signal_complaint(code, lines_of(complained), found)
  lines <- lines_of(said)
  if (code != 0) attr(lines, "exit_code") <- code
  if (length(lines) == 0) invisible(lines) else lines
}

program_found <- function() {
  found <- c(Sys.getenv("FULCRUM_PROGRAM"), Sys.which("fulcrum"))
  found <- found[nzchar(found)]
  if (length(found) > 0) return(found[[1]])
  message <- "the program fulcrum was not found: put it on the path, or let FULCRUM_PROGRAM name it"
  signal_problem(message, 6, problem_of(message), exit_code = 127L)
}

lines_of <- function(path) readLines(path, warn = FALSE, encoding = "UTF-8")

# What the program wrote to standard error, as problems: "file:line:column: what is wrong", or only what is wrong.
signal_complaint <- function(code, lines, program) {
  lines <- sub("^fulcrum: ", "", lines[nzchar(lines)])
  if (length(lines) == 0) lines <- paste0(program, " ended with code ", code)
  signal_problem(paste(lines, collapse = "\n"), code, do.call(rbind, lapply(lines, complaint_of)), exit_code = as.integer(code))
}

complaint_of <- function(line) {
  parts <- regmatches(line, regexec("^(.*?):([0-9]+):([0-9]+): *(.*)$", line, perl = TRUE))[[1]]
  if (length(parts) == 0) parts <- c(line, "", "0", "0", line)
  suggestion <- regmatches(line, regexec("[Dd]id you mean '?([^'?]+)'?\\?", line))[[1]]
  problem_of(parts[5], parts[2], as.integer(parts[3]), if (length(suggestion) == 2) suggestion[2] else "")
}

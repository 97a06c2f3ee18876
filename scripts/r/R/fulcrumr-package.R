#' State support for armed groups under alternative policies
#'
#' A patron state supports armed groups next door, and a rival tries policies against it. This package reads the rival's policies as
#' scenarios ([fulcrum_load()]), runs them over many futures ([fulcrum_run()], [fulcrum_compare()]), reads results files ([fulcrum_read()])
#' and starts the program for longer analyses ([fulcrum_program()]). It explores and explains; it does not forecast.
#'
#' Everything that goes wrong is a condition of class `fulcrum_error`: see [fulcrum_error].
#'
#' @keywords internal
#' @useDynLib fulcrumr, .registration = TRUE
"_PACKAGE"

.onLoad <- function(libname, pkgname) {
  if (library_api() != api_needed()) {
    stop("libfulcrum has interface ", library_api(), ", but fulcrumr was built for ", api_needed(), ": install it again", call. = FALSE)
  }
}

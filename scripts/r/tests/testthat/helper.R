# The program, for tests that hold its results against the library's.
skip_without_program <- function() skip_if(!nzchar(Sys.getenv("FULCRUM_PROGRAM")) && !nzchar(Sys.which("fulcrum")), "the program fulcrum is not there")

skip_without_files <- function() {
  skip_without_program()
  skip_if_not_installed("hdf5r")
}

# MD5 of the bits of numbers.
hash_of <- function(numbers) {
  path <- tempfile()
  on.exit(unlink(path))
  writeBin(as.vector(numbers), path)
  unname(tools::md5sum(path))
}

# What a condition of this package says, if the code signals one.
problem_of <- function(code) tryCatch({
  code
  NULL
}, fulcrum_error = identity)

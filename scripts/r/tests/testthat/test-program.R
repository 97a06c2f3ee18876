# The program as it is started from R, and the files that it writes.

test_that("what the program prints comes as lines", {
  skip_without_program()
  expect_true(any(grepl("raids", fulcrum_program(c("describe", "levers")))))
})

test_that("errors of the program have its code, file, line and suggestion", {
  skip_without_program()
  path <- file.path(tempdir(), "a folder", "mine.toml")
  dir.create(dirname(path), showWarnings = FALSE)
  writeLines(c("schema = 1", 'name = "mine"', 'extends = "status_quo"', "[levers]", "raid = 0.5"), path)
  problem <- problem_of(fulcrum_program(c("run", path)))
  expect_s3_class(problem, "fulcrum_input_error")
  expect_equal(list(problem$file, problem$line, problem$suggestion, problem$exit_code), list(path, 5L, "raids", 3L))
  expect_s3_class(problem_of(fulcrum_program(c("run", "status_quo", "--no-such-flag"))), "fulcrum_usage_error")
})

test_that("a program that is not there is said to be missing", {
  problem <- problem_of(fulcrum_program("describe", program = file.path(tempdir(), "no_such_program")))
  expect_s3_class(problem, "fulcrum_program_error")
})

test_that("a sweep is read run by run", {
  skip_without_files()
  study <- tempfile(fileext = ".toml")
  path <- tempfile(fileext = ".h5")
  writeLines(c("schema = 1", "[study]", 'name = "s"', 'policies = ["status_quo"]', "replicates = 2", "seed = 1", "[design]", 'kind = "grid"',
               "[design.factors]", '"direct.threat_gain" = { values = [2.0, 4.0] }'), study)
  fulcrum_program(c("sweep", study, "-o", path))
  results <- fulcrum_read(path)
  expect_equal(nrow(tibble::as_tibble(results)), 4)
  expect_equal(fulcrum_table(results, "design")$direct.threat_gain, c(2, 4))
  expect_output(print(results), "4 runs of status_quo")
})

test_that("tables of analyses are read", {
  skip_without_files()
  path <- tempfile(fileext = ".h5")
  fulcrum_program(c("compare", "status_quo", "engagement", "--futures", "30", "-o", path))
  results <- fulcrum_read(path)
  expect_setequal(fulcrum_table(results, "analysis/answer")$policy, c("status_quo", "engagement"))
  expect_error(fulcrum_table(results, "analysis/answers"), class = "fulcrum_usage_error")
  expect_error(fulcrum_series(results, "directs"), class = "fulcrum_usage_error")
})

test_that("what is no results file is refused with its name", {
  skip_if_not_installed("hdf5r")
  path <- tempfile(fileext = ".h5")
  writeLines("no results", path)
  problem <- problem_of(fulcrum_read(path))
  expect_s3_class(problem, "fulcrum_input_error")
  expect_equal(problem$file, path)
  expect_match(conditionMessage(problem_of(fulcrum_read("no_such.h5"))), "no such file")
})

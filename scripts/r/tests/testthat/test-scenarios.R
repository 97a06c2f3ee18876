# Scenarios as they are read, and what is said of wrong ones.

test_that("shipped scenarios are read by their names", {
  expect_true(all(c("status_quo", "engagement") %in% fulcrum_scenarios()))
  engagement <- fulcrum_load("engagement")
  expect_s3_class(engagement, "fulcrum_scenario")
  expect_equal(engagement$start, as.Date("2008-01-07"))
  expect_equal(engagement$weeks, 208)
  expect_output(print(engagement), "208 weeks")
})

test_that("settings are in force", {
  changed <- fulcrum_load("status_quo", set = c(levers.raids = 0.4, time.weeks = 104))
  expect_equal(changed$weeks, 104)
  expect_match(changed$toml, "raids = 0.4", fixed = TRUE)
  expect_equal(changed$name, "status_quo_raids_0_4_weeks_104")
  expect_equal(fulcrum_load("status_quo", set = list(run.noise = FALSE), as = "quiet")$name, "quiet")
  expect_s3_class(problem_of(fulcrum_load("status_quo", as = "two words")), "fulcrum_input_error")
  expect_s3_class(problem_of(fulcrum_load("status_quo", as = 'a"b')), "fulcrum_input_error")
})

test_that("an error in a file has file, line and suggestion", {
  path <- tempfile(fileext = ".toml")
  writeLines(c("schema = 1", 'name = "mine"', 'extends = "status_quo"', "[levers]", "raid = 0.5"), path)
  problem <- problem_of(fulcrum_load(path))
  expect_s3_class(problem, c("fulcrum_input_error", "fulcrum_error", "error", "condition"), exact = TRUE)
  expect_equal(list(basename(problem$file), problem$line, problem$suggestion), list(basename(path), 5L, "raids"))
  expect_equal(problem$problems$line, 5L)
})

test_that("what cannot be done is a condition that says what is allowed", {
  wrong <- list(
    quote(fulcrum_run("status_quo", futures = 0)), quote(fulcrum_run("status_quo", uncertainty = "all")),
    quote(fulcrum_run("status_quo", seed = -1)), quote(fulcrum_run("status_quo", seed = "18446744073709551616")),
    quote(fulcrum_run("status_quo", futures = 2, series = "directs")), quote(fulcrum_compare(list())),
    quote(fulcrum_compare(c("status_quo", "status_quo"), futures = 2)), quote(fulcrum_compare(list(1))),
    quote(fulcrum_load("status_quo", set = list(0.4))), quote(fulcrum_load(7)),
    quote(summary(fulcrum_run("status_quo", futures = 5), "direct"))
  )
  for (one in wrong) expect_s3_class(problem_of(eval(one)), "fulcrum_usage_error")
  expect_s3_class(problem_of(fulcrum_load("status_quo", set = list(levers.raids = 2))), "fulcrum_input_error")
  expect_s3_class(problem_of(fulcrum_load("no_such_scenario")), "fulcrum_input_error")
})

# Tables, arrays and texts of one comparison agree with each other.

comparison <- fulcrum_compare(c("status_quo", "engagement"), futures = 30)

test_that("a row is a run, in every kind of table", {
  runs <- tibble::as_tibble(comparison, assumptions = TRUE)
  expect_s3_class(runs, "tbl_df")
  expect_equal(nrow(runs), 60)
  expect_identical(runs$cost[runs$policy == "engagement"], as.vector(comparison$outcomes["engagement", , "cost"]))
  expect_identical(runs$cost[31], comparison$outcomes[2, 1, "cost"][[1]])
  expect_identical(runs$direct.threat_gain[31:60], as.vector(comparison$futures[, "direct.threat_gain"]))
  expect_equal(as.data.frame(comparison)$cost, runs$cost)
})

test_that("outcomes and summaries follow from the series of the runs", {
  direct <- fulcrum_series(comparison, "direct")
  expect_equal(dim(direct), c(60, 208))
  expect_equal(rowMeans(direct[, 157:208]), tibble::as_tibble(comparison)$direct_last_year, tolerance = 1e-12)
  means <- subset(fulcrum_summary(comparison, "direct"), statistic == "mean" & policy == "engagement")
  expect_equal(means$value, colMeans(direct[31:60, ]), tolerance = 1e-12)
  expect_equal(means$time[2], as.Date("2008-01-14"))
})

test_that("units and meanings are there", {
  cost <- subset(comparison$labels, kind == "outcome" & name == "cost")
  expect_equal(nrow(cost), 1)
  expect_true(nzchar(cost$unit) && nzchar(cost$meaning))
})

test_that("printing says the median and the difference, summary what the program says", {
  expect_output(print(comparison), "engagement")
  change <- median(comparison$outcomes[2, , "direct_last_year"] - comparison$outcomes[1, , "direct_last_year"])
  expect_output(print(comparison), sprintf("%+.2f", change), fixed = TRUE)
  expect_output(print(summary(comparison)), "What the policies do to direct support")
})

test_that("a plot is drawn of every series that is summarised, and of no other", {
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  expect_invisible(plot(comparison, "attacks"))
  expect_error(plot(comparison, "attack"), class = "fulcrum_usage_error")
})

test_that("trajectories are kept if they are asked for", {
  expect_null(fulcrum_run("status_quo", futures = 5, trajectories = FALSE)$series)
  expect_error(fulcrum_series(fulcrum_run("status_quo", futures = 5, trajectories = FALSE), "direct"), class = "fulcrum_usage_error")
})

test_that("a comparison without factors has none, and one policy is an array all the same", {
  luck <- fulcrum_run("status_quo", futures = 4, uncertainty = "luck")
  expect_equal(dim(luck$futures), c(4L, 0L))
  expect_equal(dim(luck$outcomes)[1:2], c(1L, 4L))
  expect_equal(nrow(tibble::as_tibble(luck, assumptions = TRUE)), 4)
})

test_that("what was saved is read again, but for what needs the library", {
  path <- tempfile(fileext = ".rds")
  saveRDS(comparison, path)
  again <- readRDS(path)
  expect_identical(again$outcomes, comparison$outcomes)
  expect_error(summary(again), "another session", class = "fulcrum_usage_error")
})

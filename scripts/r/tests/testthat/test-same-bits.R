# The claim of the package: what it computes is what the program computes, bit for bit.

test_that("outcomes of shipped scenarios have one hash through R and the command line", {
  skip_without_files()
  for (name in c("status_quo", "engagement", "engage_then_coerce", "strike_2020", "iraq_2003", "maysan_2011")) {
    if (!name %in% fulcrum_scenarios()) next
    path <- tempfile(fileext = ".h5")
    fulcrum_program(c("run", name, "--futures", "40", "-o", path))
    here <- fulcrum_run(name, futures = 40)
    outcomes <- dimnames(here$outcomes)$outcome
    expect_equal(hash_of(here$outcomes[1, , ]), hash_of(as.matrix(fulcrum_read(path)$runs[outcomes])), info = name)
    unlink(path)
  }
})

test_that("a setting is a flag of the command line", {
  skip_without_files()
  path <- tempfile(fileext = ".h5")
  fulcrum_program(c("run", "engage_then_coerce", "--futures", "30", "--set", "levers.raids=0.4", "--set", "direct.threat_gain=4.5", "-o", path))
  here <- fulcrum_run(fulcrum_load("engage_then_coerce", set = list(levers.raids = 0.4, direct.threat_gain = 4.5)), futures = 30)
  expect_identical(as.vector(here$outcomes[1, , "cost"]), as.vector(fulcrum_read(path)$runs$cost))
})

test_that("series and summaries are those of the file", {
  skip_without_files()
  path <- tempfile(fileext = ".h5")
  fulcrum_program(c("compare", "status_quo", "engagement", "--futures", "30", "-o", path))
  here <- fulcrum_compare(c("status_quo", "engagement"), futures = 30)
  there <- fulcrum_read(path)
  expect_identical(hash_of(fulcrum_series(here, "direct")), hash_of(fulcrum_series(there, "direct")))
  expect_identical(hash_of(fulcrum_series(here, "direct", "engagement")), hash_of(fulcrum_series(there, "direct", "engagement")))
  expect_identical(as.data.frame(fulcrum_summary(here, "direct")), as.data.frame(fulcrum_summary(there, "direct")))
})

test_that("the number of threads changes no bit, the seed does", {
  one <- fulcrum_run("engagement", futures = 30, jobs = 1, seed = 7)
  expect_identical(fulcrum_run("engagement", futures = 30, jobs = 3, seed = "7")$outcomes, one$outcomes)
  expect_false(identical(fulcrum_run("engagement", futures = 30, seed = 8)$outcomes, one$outcomes))
})

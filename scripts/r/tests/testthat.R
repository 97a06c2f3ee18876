library(testthat)
library(fulcrumr)

test_check("fulcrumr")

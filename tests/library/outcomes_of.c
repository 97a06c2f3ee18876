/* Writes the outcomes of a shipped scenario over 40 futures to standard output, as bytes: [future][outcome]. */
#include <fulcrum.h>
#include <stdio.h>

int main(int argc, char** argv) {
  fulcrum_scenario* scenario = NULL;
  fulcrum_results* results = NULL;
  fulcrum_request request;
  fulcrum_array outcomes;
  int status = argc == 2 ? fulcrum_scenario_read(argv[1], NULL, &scenario) : FULCRUM_USAGE;
  fulcrum_request_init(&request);
  request.futures = 40;
  if (status == FULCRUM_OK) status = fulcrum_compare((const fulcrum_scenario* const*)&scenario, 1, &request, &results);
  if (status == FULCRUM_OK) status = fulcrum_results_outcomes(results, &outcomes);
  if (status == FULCRUM_OK) fwrite(outcomes.data, sizeof(double), (size_t)(outcomes.shape[1] * outcomes.shape[2]), stdout);
  if (status != FULCRUM_OK) fprintf(stderr, "%s\n", fulcrum_error());
  fulcrum_results_free(results);
  fulcrum_scenario_free(scenario);
  return status;
}

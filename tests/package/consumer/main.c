/* A stranger's C program: compares two shipped policies over fifty futures. */
#include <fulcrum.h>
#include <stdio.h>

int main(void) {
  const char* names[2] = {"status_quo", "engagement"};
  fulcrum_scenario* policies[2] = {NULL, NULL};
  fulcrum_results* results = NULL;
  fulcrum_request request;
  const char* text = "";
  int i, status = FULCRUM_OK;
  fulcrum_request_init(&request);
  request.futures = 50;
  for (i = 0; i < 2 && status == FULCRUM_OK; ++i) status = fulcrum_scenario_read(names[i], NULL, &policies[i]);
  if (status == FULCRUM_OK) status = fulcrum_compare((const fulcrum_scenario* const*)policies, 2, &request, &results);
  if (status == FULCRUM_OK) status = fulcrum_results_answer(results, "direct_last_year", &text, NULL);
  printf("%s", status == FULCRUM_OK ? text : fulcrum_error());
  fulcrum_results_free(results);
  for (i = 0; i < 2; ++i) fulcrum_scenario_free(policies[i]);
  return status;
}

/**
 * \file
 * fulcrum as a C library: read scenarios, run and compare policies over states of the world, step runs week by week.
 *
 * Every function that may fail returns a status; FULCRUM_OK is 0. What went wrong is kept for the thread that called: fulcrum_error()
 * says it in one text, fulcrum_problem_at() problem by problem with file, line and suggestion. Results and bits are those of the
 * program `fulcrum` for the same scenarios, seed and settings, whatever the number of threads.
 *
 * Handles are opaque; each is freed by its own function, for which NULL is nothing to do. A handle may be used by one thread at a time,
 * different handles by different threads at once. Texts and arrays that a handle gives out belong to it and last as long as it does.
 *
 * The library prints nothing, installs no signal handlers and never ends the process.
 */
#ifndef FULCRUM_H
#define FULCRUM_H

/* Names and headers are those of C: NOLINTBEGIN(modernize-deprecated-headers,modernize-use-using,readability-identifier-naming) */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Rises with every change that breaks programs; functions and members at the end of a struct may be added without. */
#define FULCRUM_API 1

/** What a function returns: the exit codes of the program. */
enum fulcrum_status {
  FULCRUM_OK = 0,
  FULCRUM_USAGE = 2,        /**< cannot be done as it was asked for */
  FULCRUM_INPUT = 3,        /**< a scenario or setting is wrong: see fulcrum_problem_at() */
  FULCRUM_FAILURE = 6,      /**< memory, files, or a fault of the library */
  FULCRUM_INTERRUPTED = 130 /**< stopped by the caller */
};

/** FULCRUM_API of the library that is loaded. */
int32_t fulcrum_api(void);
/** Version of fulcrum, e.g. "0.1.0". */
const char* fulcrum_version(void);

/* ---- What went wrong ---------------------------------------------------------------------------------------------------------------- */

/** One thing that is wrong. Line and column count from 1; 0 where the whole file, or no file, is meant. No text is NULL. */
typedef struct fulcrum_problem {
  const char* file;       /**< as it was named; "" if there is none */
  int32_t line;           /**< from 1, or 0 */
  int32_t column;         /**< from 1, or 0 */
  const char* message;    /**< what was found and what is allowed */
  const char* suggestion; /**< the name that was probably meant, or "" */
} fulcrum_problem;

/** All that went wrong in the last call of this thread that failed, a line each. Lasts until the next call that fails. */
const char* fulcrum_error(void);
/** How many problems that call had. */
int32_t fulcrum_problem_count(void);
/** The i-th of them, from 0. FULCRUM_USAGE if there is none. */
int fulcrum_problem_at(int32_t i, fulcrum_problem* problem);

/* ---- Scenarios ---------------------------------------------------------------------------------------------------------------------- */

/** A policy in one world, complete and checked. Never changes. */
typedef struct fulcrum_scenario fulcrum_scenario;

/** How a scenario is read. Zeros are the defaults. */
typedef struct fulcrum_reading {
  const char* const* settings; /**< "key=value", each over whatever the files say, e.g. "levers.raids=0.4" */
  int32_t setting_count;
  const char* const* paths; /**< folders in which named files are looked for, before those that are shipped */
  int32_t path_count;
} fulcrum_reading;

/** Reads a scenario file by path, or a shipped one by name ("engagement"). `reading` may be NULL. */
int fulcrum_scenario_read(const char* name, const fulcrum_reading* reading, fulcrum_scenario** scenario);
/** Reads a scenario from TOML text; `name` stands for a file in messages. Files that it names are looked for in the paths and among those
 * that are shipped. */
int fulcrum_scenario_parse(const char* name, const char* text, const fulcrum_reading* reading, fulcrum_scenario** scenario);
void fulcrum_scenario_free(fulcrum_scenario* scenario);

const char* fulcrum_scenario_name(const fulcrum_scenario* scenario);
const char* fulcrum_scenario_title(const fulcrum_scenario* scenario);
/** The whole scenario as TOML with everything in force; reading it gives the same scenario. */
const char* fulcrum_scenario_toml(const fulcrum_scenario* scenario);
/** First week, "YYYY-MM-DD", a Monday. */
const char* fulcrum_scenario_start(const fulcrum_scenario* scenario);
int32_t fulcrum_scenario_weeks(const fulcrum_scenario* scenario);
/** What is allowed but worth knowing (values outside their exploration range), a line each; "" if nothing is. */
const char* fulcrum_scenario_notes(const fulcrum_scenario* scenario);

/** Names of the shipped scenarios, theatres left out, from 0; NULL behind the last. */
const char* fulcrum_library_name(int32_t i);

/* ---- Running and comparing ---------------------------------------------------------------------------------------------------------- */

/** Runs of one or several policies, in memory. Never changes. */
typedef struct fulcrum_results fulcrum_results;

/** Called by one thread at a time while runs are made: how many are done, and have failed, of all. Anything but 0 stops them. */
typedef int (*fulcrum_progress)(void* context, int64_t done, int64_t failed, int64_t all);

/** What is run. Begin with fulcrum_request_init(), which sets every member to its default. */
typedef struct fulcrum_request {
  size_t size;             /**< sizeof(fulcrum_request), for libraries that are newer or older than the program */
  const char* uncertainty; /**< what differs between futures: "assumptions", "record", "luck", "none"; NULL: as the first scenario says */
  int32_t futures;         /**< futures of each policy; 0: the scenario's, else 1,000 */
  int32_t has_seed;        /**< not 0: `seed` counts; else the first scenario's */
  uint64_t seed;
  const char* series;           /**< weekly series that are summarised: "core", "all", or names separated by commas */
  int32_t trajectories;         /**< whether series are kept for every run: 1 yes, 0 no, -1 if there are at most 200 futures and 500 MB */
  int32_t jobs;                 /**< threads; 0: one a core. Changes no result */
  const volatile int32_t* stop; /**< asked now and then if not NULL; anything but 0 ends the runs: FULCRUM_INTERRUPTED. The results ask
                                     it, too (fulcrum_results_answer()), so it must last as long as they do */
  fulcrum_progress progress;    /**< NULL: none */
  void* context;                /**< handed to `progress` */
  const char* resolution;       /**< of runs where no scenario says one: "cells", the agents, one for ten cells; "organisations", their
                                     mean-field reduction, many times faster; NULL: cells where the theatre has provinces */
} fulcrum_request;

void fulcrum_request_init(fulcrum_request* request);

/** Runs policies over futures: in each all policies meet the same parameters, structural forms and luck. The first policy is the one
 * with which the others are compared; a single policy is simply run. `request` may be NULL. */
int fulcrum_compare(const fulcrum_scenario* const* policies, int32_t count, const fulcrum_request* request, fulcrum_results** results);
void fulcrum_results_free(fulcrum_results* results);

/** An array of doubles in the library's memory: nothing is copied. Not a number where a run failed. */
typedef struct fulcrum_array {
  const double* data;
  int32_t dimensions;
  int64_t shape[4];
  int64_t strides[4]; /**< in bytes */
} fulcrum_array;

/** [policy][future][outcome], in the units of fulcrum_results_unit(). */
int fulcrum_results_outcomes(const fulcrum_results* results, fulcrum_array* array);
/** [future][factor]: what each future assumes, in the factors' units; of a structural switch the number of its form. Future 0 is the
 * reference case, with the scenario's own values. No factors if futures differ in luck only. */
int fulcrum_results_futures(const fulcrum_results* results, fulcrum_array* array);
/** [policy][statistic][column][week]: over the futures whose run did not fail. */
int fulcrum_results_summary(const fulcrum_results* results, fulcrum_array* array);
/** [column][policy][future][week]; FULCRUM_USAGE if trajectories were not kept. */
int fulcrum_results_series(const fulcrum_results* results, fulcrum_array* array);

/** What stands along a dimension of those arrays. A column is a series, or "series.entity" where it has one a militia, neighbour ... */
enum fulcrum_names { FULCRUM_POLICIES = 0, FULCRUM_OUTCOMES = 1, FULCRUM_FACTORS = 2, FULCRUM_STATISTICS = 3, FULCRUM_COLUMNS = 4 };
int32_t fulcrum_results_count(const fulcrum_results* results, int32_t names);
/** Name, unit and meaning of the i-th; NULL if there is none. */
const char* fulcrum_results_name(const fulcrum_results* results, int32_t names, int32_t i);
const char* fulcrum_results_unit(const fulcrum_results* results, int32_t names, int32_t i);
const char* fulcrum_results_meaning(const fulcrum_results* results, int32_t names, int32_t i);

/** Futures, weeks, seed; how many runs failed, and why the first one did ("" if none). */
int32_t fulcrum_results_future_count(const fulcrum_results* results);
int32_t fulcrum_results_week_count(const fulcrum_results* results);
uint64_t fulcrum_results_seed(const fulcrum_results* results);
int64_t fulcrum_results_failed(const fulcrum_results* results);
const char* fulcrum_results_first_failure(const fulcrum_results* results);
/** First week, "YYYY-MM-DD". */
const char* fulcrum_results_start(const fulcrum_results* results);

/** The answer that the program prints first, about one outcome: as text, and as JSON with the comparison of all outcomes. Some futures are
 * run again with other luck, to say what the spread is made of. `text` and `json` may be NULL; they last as long as the results. */
int fulcrum_results_answer(fulcrum_results* results, const char* outcome, const char** text, const char** json);

/* ---- Stepping ----------------------------------------------------------------------------------------------------------------------- */

/** A batch of runs of one scenario that are stepped together, week by week, while somebody else acts. */
typedef struct fulcrum_model fulcrum_model;

/** Starts `runs` runs: the first futures that fulcrum_compare() would run (`request`: uncertainty, seed, jobs; may be NULL, but then and by
 * default only luck differs). `observe`: series that are observed, as in fulcrum_request. `act`: levers that are acted on, names separated
 * by commas; "" for none. Runs with cells, and levers that a rule of the scenario may set, are refused. */
int fulcrum_model_start(const fulcrum_scenario* scenario, int32_t runs, const char* observe, const char* act,
                        const fulcrum_request* request, fulcrum_model** model);
void fulcrum_model_free(fulcrum_model* model);
/** Back to the start, with the same futures. */
int fulcrum_model_reset(fulcrum_model* model);
/** Steps every run by `weeks` weeks. `actions`: [run][lever acted on], in the levers' units, in force in all of these weeks; not a number,
 * or NULL for all, leaves a lever to the scenario. FULCRUM_USAGE if a value is outside its lever's limits, or the horizon is passed: then
 * nothing was stepped. */
int fulcrum_model_step(fulcrum_model* model, const double* actions, int32_t weeks);
/** [run][column]: the week that was stepped last; the same memory after every step. Before the first step: not a number. */
int fulcrum_model_observations(const fulcrum_model* model, fulcrum_array* array);
/** Weeks stepped so far, and the horizon. */
int32_t fulcrum_model_week(const fulcrum_model* model);
int32_t fulcrum_model_weeks(const fulcrum_model* model);
/** Columns that are observed, levers that are acted on; NULL behind the last. */
const char* fulcrum_model_column(const fulcrum_model* model, int32_t i);
const char* fulcrum_model_lever(const fulcrum_model* model, int32_t i);
/** Limits of a lever that is acted on, in its unit. FULCRUM_USAGE if there is none of that number. */
int fulcrum_model_lever_limits(const fulcrum_model* model, int32_t i, double* lower, double* upper);

#ifdef __cplusplus
}
#endif

/* NOLINTEND(modernize-deprecated-headers,modernize-use-using,readability-identifier-naming) */

#endif

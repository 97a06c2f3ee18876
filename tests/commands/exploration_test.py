"""sensitivity, discover and robust as their users meet them."""

import csv
import io
import json
import re

import h5py

from program import CommandTest, main

STUDY = """schema = 1
[study]
name = "small"
policies = ["status_quo.toml", "engagement.toml"]
noise = false
[design]
kind = "lhs"
points = 200
[design.factors]
"direct.threat_gain" = {}
"threat.weight_insecurity" = {}
"""
FACTORS = "direct.*,structure.*"


class Sensitivity(CommandTest):
    def test_sobol_finds_the_gain_that_drives_direct_support(self):
        done = self.succeed("sensitivity", "status_quo", "--method", "sobol", "--points", 128, "--factors", FACTORS, "--format", "json",
                            "--outcome", "direct_last_year")
        tables = {table["name"]: table for table in json.loads(done.stdout)["tables"]}
        rows = tables["sensitivity_sobol"]["rows"]
        self.assertEqual(rows[0]["factor"], "direct.threat_gain")
        self.assertGreater(rows[0]["total"], 0.1)
        for row in rows:
            self.assertLessEqual(row["total_low"], row["total"])
            self.assertGreaterEqual(row["total_high"], row["total"])
        self.assertEqual(tables["sensitivity_sobol"]["settings"]["failed_runs"], 0)
        ledger = {row["key"]: row for row in tables["assumptions"]["rows"]}
        self.assertEqual(ledger["direct.threat_gain"]["evidence"], "judgement on a stated claim")
        self.assertIsNone(ledger["channel.weeks"]["total"], "it was not varied")

    def test_shapley_effects_add_up_to_one_and_are_those_of_a_stored_sweep(self):
        def shares(*words):
            done = self.succeed("sensitivity", *words, "--outcome", "direct_last_year", "--format", "json")
            rows = next(table for table in json.loads(done.stdout)["tables"] if table["name"] == "sensitivity_shapley")["rows"]
            return {row["factor"]: row["share"] for row in rows}
        groups = shares("status_quo", "--method", "shapley", "--groups", "--points", 256)
        self.assertAlmostEqual(sum(groups.values()), 1, delta=1e-9)
        self.assertEqual(max(groups, key=groups.get), "direct.*")
        self.assertTrue(all(name.endswith(".*") for name in groups))
        self.write("walks.toml", """schema = 1
[study]
name = "walks"
policies = ["status_quo"]
noise = false
[design]
kind = "walks"
points = 64
[design.factors]
"direct.*" = {}
"threat.*" = {}
""")
        self.succeed("sweep", "walks.toml", "-o", "walks.h5", "-q", "--store", "outcomes")
        stored, direct = shares("walks.h5"), shares("walks.toml", "-o", "again.h5")
        self.assertEqual(stored, direct)
        self.assertAlmostEqual(sum(stored.values()), 1, delta=1e-9)
        self.succeed("report", "again.h5", "-o", "again.html")
        self.assertIn("Shapley effects", (self.folder / "again.html").read_text())
        self.write("other.toml", (self.folder / "walks.toml").read_text().replace('kind = "walks"', 'kind = "lhs"'))
        self.succeed("sweep", "other.toml", "-o", "other.h5", "-q", "--store", "outcomes")
        self.expect(2, "--groups goes with --method shapley", "sensitivity", "status_quo", "--groups")
        self.expect(2, "Shapley effects need a design of kind walks", "sensitivity", "other.h5", "--method", "shapley")

    def test_an_index_that_may_be_zero_is_shown_as_a_bound(self):
        done = self.succeed("sensitivity", "status_quo", "--method", "sobol", "--points", 32, "--all")
        self.assertIn("< 0.", done.stdout)
        self.assertIn("not converged", done.stdout)
        self.assertNotIn(" -0.", done.stdout.split("the factors alone")[0])

    def test_pairs_are_sorted_by_size_before_they_are_cut(self):
        asked = ("sensitivity", "status_quo", "--method", "sobol", "--points", 32, "--second-order", "--factors", "direct.*,threat.*",
                 "--outcome", "direct_last_year")
        tables = {table["name"]: table for table in json.loads(self.succeed(*asked, "--format", "json").stdout)["tables"]}
        rows = tables["sensitivity_sobol"]["rows"]
        names = [row["factor"] for row in rows]
        pairs = [row for row in rows if " x " in row["factor"]]
        factors = len(rows) - len(pairs)
        self.assertEqual(len(pairs), factors * (factors - 1) // 2)
        self.assertFalse(any(" x " in name for name in names[:factors]))
        sizes = [abs(pair["first"]) for pair in pairs]
        self.assertEqual(sizes, sorted(sizes, reverse=True))
        shown = [line.split("  ")[1] for line in self.succeed(*asked, "--force").stdout.splitlines() if " x " in line]
        self.assertGreater(len(shown), 0)
        self.assertLess(len(shown), len(pairs))
        self.assertEqual(shown, [pair["factor"] for pair in pairs[:len(shown)]])

    def test_the_answer_does_not_depend_on_the_number_of_threads(self):
        answers = {self.succeed("sensitivity", "status_quo", "--factors", "threat.*", "--format", "csv", "-j", jobs, "-o", f"{jobs}.h5").stdout
                   for jobs in (1, 2)}
        self.assertEqual(len(answers), 1)

    def test_every_method_takes_a_study_and_keeps_its_table(self):
        (self.folder / "small.toml").write_text(STUDY, encoding="utf-8")
        for method in ("sobol", "morris", "pawn", "delta", "regional", "tornado", "budget"):
            done = self.succeed("sensitivity", "small.toml", "--method", method, "--points", 64, "--format", "csv", "--force")
            rows = list(csv.DictReader(io.StringIO(done.stdout.split("\n\n")[0])))
            self.assertTrue(rows and rows[0]["table"] == f"sensitivity_{method}", method)

    def test_a_results_file_gets_the_analysis_inside(self):
        (self.folder / "small.toml").write_text(STUDY, encoding="utf-8")
        self.succeed("sweep", "small.toml", "--store", "outcomes")
        from_file = self.succeed("sensitivity", "small.h5", "--outcome", "direct_last_year", "--format", "csv").stdout
        again = self.succeed("sensitivity", "small.toml", "--outcome", "direct_last_year", "--format", "csv").stdout
        self.assertEqual(from_file, again)
        self.expect(2, "need a design of kind saltelli", "sensitivity", "small.h5", "--method", "sobol")

    def test_an_analysis_of_a_file_goes_where_it_is_told_and_replaces_none_unasked(self):
        self.succeed("compare", "status_quo", "engagement", "--futures", 200, "-q", "-o", "r.h5")
        before = (self.folder / "r.h5").read_bytes()
        ask = ("discover", "r.h5", "--difference", "--above", "-0.05", "-q")
        self.succeed(*ask, "-o", "elsewhere.h5")
        self.assertEqual((self.folder / "r.h5").read_bytes(), before)
        with h5py.File(self.folder / "elsewhere.h5") as results:
            self.assertEqual(results.attrs["results_file"], "r.h5")
            command = results["analysis/discovery_boxes"].attrs["command"]
        self.assertEqual(command, "fulcrum discover r.h5 --difference --above -0.05", "with every flag that may change a number")
        self.succeed(*ask)
        self.expect(2, "holds an analysis 'discovery_limits' already", *ask)
        self.succeed(*ask, "--force")

    def test_failed_runs_are_counted_and_said(self):
        done = self.call("sensitivity", "status_quo", "--factors", "indirect.span", "--set", "direct.floor=0.4", "--method", "tornado")
        self.assertEqual(done.returncode, 0, done.stderr)
        study = STUDY.replace('"direct.threat_gain" = {}', '"direct.floor" = { low = 0.0, high = 1.0 }\n"direct.ceiling" = { low = 0.3, high = 1.0 }')
        (self.folder / "small.toml").write_text(study, encoding="utf-8")
        done = self.call("sensitivity", "small.toml", "--method", "sobol", "--points", 64, "--outcome", "direct_last_year")
        self.assertEqual(done.returncode, 4)
        self.assertIn("runs failed and are left out; the first:", done.stderr)
        self.assertIn("base points", done.stdout)

    def test_what_cannot_be_is_refused(self):
        self.expect(2, "there is nothing called 'thread.*'", "sensitivity", "status_quo", "--factors", "thread.*")
        self.expect(2, "there is no outcome 'directs'", "sensitivity", "status_quo", "--outcome", "directs")
        self.expect(2, "the week must be a number from 0 to 207", "sensitivity", "status_quo", "--outcome", "direct@208")
        self.expect(2, "at least two policies", "sensitivity", "status_quo", "--factors", "direct.*", "--difference", "--points", 4)

    def test_an_answer_is_not_overwritten(self):
        self.succeed("sensitivity", "status_quo", "--factors", "direct.*")
        self.expect(6, "already exists", "sensitivity", "status_quo", "--factors", "direct.*")

    def test_over_time_has_a_column_a_week(self):
        done = self.succeed("sensitivity", "status_quo", "--factors", "direct.*", "--over-time", "direct", "--every", 104)
        self.assertIn("direct@103", done.stdout)
        self.assertIn("direct@207", done.stdout)


class Discover(CommandTest):
    def test_finds_where_direct_support_is_high_and_judges_it_on_fresh_points(self):
        done = self.succeed("discover", "status_quo", "--factors", "direct.*", "--points", 600, "--format", "json", "--cases", "cases.csv")
        tables = {table["name"]: table["rows"] for table in json.loads(done.stdout)["tables"]}
        fresh = next(row for row in tables["discovery_boxes"] if row["sample"] == "fresh")
        self.assertGreater(fresh["density"], 0.6)
        self.assertGreater(fresh["coverage"], 0.4)
        self.assertIn("direct.threat_gain", fresh["words"])
        coverage = [row["coverage"] for row in tables["discovery_trade_off"]]
        self.assertEqual(coverage, sorted(coverage, reverse=True))
        with open(self.folder / "cases.csv", encoding="utf-8") as file:
            self.assertEqual(len(list(csv.reader(file))), 601)

    def test_nothing_of_interest_is_said(self):
        self.expect(2, "0 of", "discover", "status_quo", "--factors", "direct.*", "--points", 100, "--above", 2)

    def test_no_box_is_sought_around_a_few_cases(self):
        ask = ("discover", "status_quo", "--factors", "direct.*", "--highest", 10, "--force")
        few = self.succeed(*ask, "--points", 100).stdout
        self.assertRegex(few, "too few to look for a box in which it holds: at least 20 are needed, which some [0-9]{3} points would give")
        wanted = re.search(r"some (\d+) points", few)[1]
        self.assertNotIn("too few", self.succeed(*ask, "--points", str(int(wanted) + 100)).stdout)


class Robust(CommandTest):
    def test_judges_policies_and_searches_better_ones_again_from_its_file(self):
        command = ["robust", "status_quo", "engagement", "--factors", "direct.*,threat.*", "--points", 64, "--search", "levers.host_aid",
                   "--search", "levers.inducement", "--population", 8, "--generations", 3, "--search-futures", 8, "--fresh-futures", 16,
                   "--search-file", "search.csv", "--format", "json", "--force"]
        first = json.loads(self.succeed(*command).stdout)
        tables = {table["name"]: table for table in first["tables"]}
        for row in tables["robust_criteria"]["rows"]:
            for name in ("mean", "percentile_90", "worst", "hurwicz", "regret_max", "regret_90", "regret_mean"):
                self.assertLessEqual(row[f"{name}_low"], row[name] + 1e-12, name)
                self.assertGreaterEqual(row[f"{name}_high"], row[name] - 1e-12, name)
        regrets = [row["regret_max"] for row in tables["robust_criteria"]["rows"]]
        self.assertTrue(all(regret >= 0 for regret in regrets))
        self.assertTrue(tables["robust_search"]["rows"])
        kept = (self.folder / "search.csv").read_bytes()
        lines = kept.splitlines(keepends=True)
        (self.folder / "search.csv").write_bytes(b"".join(lines[: len(lines) // 2]) + lines[-1][:7])  # as a kill leaves it
        again = json.loads(self.succeed(*command).stdout)
        self.assertEqual(first["tables"], again["tables"])

    def test_nlopt_lowers_the_cost(self):
        done = self.succeed("robust", "status_quo", "engagement", "--factors", "direct.*", "--points", 16, "--objective", "cost", "--require",
                            "cost<100", "--search", "levers.host_aid", "--search-method", "nlopt", "--population", 10, "--generations", 4,
                            "--search-futures", 4, "--fresh-futures", 4, "--format", "json")
        tables = {table["name"]: table for table in json.loads(done.stdout)["tables"]}
        self.assertLess(tables["robust_search"]["rows"][0]["levers.host_aid"], 0.1, "aid is a burden, and the only one searched")

    def test_shares_of_futures_are_over_points_that_spread_evenly(self):
        (self.folder / "small.toml").write_text(STUDY.replace('"lhs"', '"saltelli"').replace("200", "64"), encoding="utf-8")
        tables = json.loads(self.succeed("robust", "small.toml", "--format", "json").stdout)["tables"]
        futures = {row["futures"] for table in tables if table["name"] == "robust_policies" for row in table["rows"]}
        self.assertEqual(futures, {64}, "a Saltelli design of two factors has 256 points, of which 64 are drawn independently")
        (self.folder / "small.toml").write_text(STUDY.replace('"lhs"', '"morris"'), encoding="utf-8")
        self.expect(2, "are not spread evenly", "robust", "small.toml", "--force")
        self.expect(2, "are not spread evenly", "discover", "small.toml")

    def test_equal_policies_share_the_stars_and_means_have_intervals(self):
        (self.folder / "twin.toml").write_text('schema = 1\nname = "twin"\nextends = "status_quo.toml"\n', encoding="utf-8")
        text = self.succeed("robust", "status_quo", "twin.toml", "--factors", "direct.*", "--points", 32, "--objective", "cost", "--require",
                            "cost<9").stdout
        first, second = [line for line in text.splitlines() if "+-" in line]
        self.assertEqual(first.count("*"), 8)
        self.assertEqual(second.count("*"), 8)

    def test_what_cannot_be_is_refused(self):
        self.expect(2, "two or more", "robust", "status_quo", "--factors", "direct.*", "--points", 8)
        self.expect(2, "none of the objectives", "robust", "status_quo", "engagement", "--points", 8, "--require", "price<1")


if __name__ == "__main__":
    main()

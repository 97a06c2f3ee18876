#!/usr/bin/python3
"""The Python package against the program and against what its documentation says.

Usage: python_test.py PROGRAM LIBRARY OUTCOMES_OF    OUTCOMES_OF: a C program that writes outcomes as bytes (outcomes_of.c)
"""

import ctypes
import datetime
import hashlib
import inspect
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "python"
PROGRAM, LIBRARY, OUTCOMES_OF = sys.argv[1:4]
os.environ.update(FULCRUM_PROGRAM=PROGRAM, FULCRUM_LIBRARY=LIBRARY, PYTHONDONTWRITEBYTECODE="1",
                  PYTHONPATH=os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")]))
sys.dont_write_bytecode = True
sys.path.insert(0, str(PACKAGE))

import h5py  # noqa: E402
import numpy as np  # noqa: E402

import fulcrum  # noqa: E402

TEN = ["status_quo", "engagement", "coercion_alone", "engage_then_coerce", "withdrawal_2011_politics", "strike_2020", "adaptive_protection",
       "iraq_2003", "maysan_2011", "resistance_front_2020"]


def program(*words, folder):
    return subprocess.run([PROGRAM, *words, "--no-progress"], cwd=folder, check=True, capture_output=True, text=True)


def stored_outcomes(path):
    """[run][outcome] in the order of the file's columns' own numbers."""
    with h5py.File(path) as file:
        return {name: file["outcomes"][name][:] for name in file["outcomes"] if name != "run"}


class SameBits(unittest.TestCase):
    def test_ten_scenarios_have_one_hash_through_c_python_and_the_command_line(self):
        scenarios = [name for name in TEN if name in fulcrum.library()]
        scenarios += [name for name in fulcrum.library() if name not in scenarios and not name.startswith(("hindcast", "iraq_", "status_quo_"))]
        with tempfile.TemporaryDirectory() as folder:
            for name in scenarios[:10]:
                with self.subTest(scenario=name):
                    program("run", name, "--futures", "40", "-o", f"{name}.h5", folder=folder)
                    stored = stored_outcomes(Path(folder) / f"{name}.h5")
                    runs = fulcrum.run(name, futures=40)
                    of_program = np.stack([stored[outcome] for outcome in runs.outcome_names], axis=1)
                    of_c = subprocess.run([OUTCOMES_OF, name], check=True, capture_output=True).stdout
                    hashes = {hashlib.sha256(data).hexdigest() for data in (of_program.tobytes(), runs.outcomes[0].tobytes(), of_c)}
                    self.assertEqual(len(hashes), 1)
                    self.assertTrue(np.isfinite(of_program).all())

    def test_changing_a_scenario_is_setting_a_flag(self):
        with tempfile.TemporaryDirectory() as folder:
            flags = ["--set", "levers.raids=0.4", "--set", "direct.threat_gain=4.5", "--set", "time.weeks=120"]
            program("run", "engage_then_coerce", "--futures", "30", *flags, "-o", "r.h5", folder=folder)
            changed = fulcrum.load("engage_then_coerce").with_(levers={"raids": 0.4}, parameters={"direct.threat_gain": 4.5}, weeks=120)
            runs = fulcrum.run(changed, futures=30)
            for name, values in stored_outcomes(Path(folder) / "r.h5").items():
                np.testing.assert_array_equal(runs.outcome(name)[0], values)

    def test_series_and_summary_are_those_of_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            program("compare", "status_quo", "engagement", "--futures", "30", "-o", "c.h5", folder=folder)
            runs = fulcrum.compare(["status_quo", "engagement"], futures=30)
            with h5py.File(Path(folder) / "c.h5") as file:
                stored = file["timeseries/direct"][:]
                summary = file["summary/direct"][:]
            np.testing.assert_array_equal(runs.series[0].reshape(60, -1), stored)
            np.testing.assert_array_equal(runs.weekly[:, :, 0], summary)


class Memory(unittest.TestCase):
    def test_arrays_are_the_librarys_own_memory(self):
        from fulcrum._library import C, CArray

        runs = fulcrum.run("status_quo", futures=20)
        array = CArray()
        C.fulcrum_results_outcomes(runs._handle.pointer, ctypes.byref(array))
        self.assertEqual(runs.outcomes.__array_interface__["data"], (array.data, True))
        self.assertTrue(np.shares_memory(runs.outcome("cost"), runs.outcomes))
        self.assertTrue(np.shares_memory(runs.to_xarray()["series"].values, runs.series))
        with self.assertRaises(ValueError):
            runs.outcomes[0, 0, 0] = 1

    def test_an_array_outlives_its_comparison(self):
        values = fulcrum.run("status_quo", futures=20).outcome("cost")[0]
        copy = values.copy()
        for _ in range(5):
            fulcrum.run("engagement", futures=20)
        np.testing.assert_array_equal(values, copy)


class Errors(unittest.TestCase):
    def test_input_errors_have_file_line_and_suggestion(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "mine.toml"
            path.write_text('schema = 1\nname = "mine"\nextends = "status_quo"\n[levers]\nraid = 0.5\n', encoding="utf-8")
            with self.assertRaises(fulcrum.InputError) as caught:
                fulcrum.load(path)
        self.assertEqual((Path(caught.exception.file).name, caught.exception.line, caught.exception.suggestion), ("mine.toml", 5, "raids"))
        again = pickle.loads(pickle.dumps(caught.exception))
        self.assertEqual(again.problems, caught.exception.problems)

    def test_wrong_arguments_are_exceptions(self):
        for wrong in (lambda: fulcrum.run("status_quo", futures=0), lambda: fulcrum.run("status_quo", uncertainty="all"),
                      lambda: fulcrum.run("status_quo", seed=-1), lambda: fulcrum.run("status_quo", futures=2, series="directs"),
                      lambda: fulcrum.compare([]), lambda: fulcrum.compare(["status_quo", "status_quo"], futures=2),
                      lambda: fulcrum.compare(["status_quo", "strike_2020"], futures=2),
                      lambda: fulcrum.run("status_quo", futures=5).summary("direct"),
                      lambda: fulcrum.scenario("a", extends="status_quo", levers={"raids": object()})):
            with self.assertRaises(fulcrum.UsageError):
                wrong()
        with self.assertRaises(fulcrum.InputError):
            fulcrum.load("status_quo").with_(levers={"raids": 2})

    def test_errors_of_the_program_are_exceptions(self):
        with self.assertRaises(fulcrum.InputError):
            fulcrum.explain("no_such_scenario")
        with self.assertRaises(fulcrum.UsageError):
            fulcrum.explain("status_quo", outcome="no_such_outcome", no_such_flag=1)

    def test_control_c_stops_a_comparison(self):
        code = ("import fulcrum, sys\nprint('ready', flush=True)\n"
                "try: fulcrum.run('status_quo', futures=1000000)\nexcept KeyboardInterrupt: print('stopped')")
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
            process.stdout.readline()
            time.sleep(1)
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.communicate(timeout=60)[0].strip(), "stopped")

    def test_an_answer_is_stopped_as_a_comparison_is(self):
        """What is asked whether to stop lives as long as the results: memory that is used again would stop answers by chance."""
        runs = fulcrum.run("status_quo", futures=20)
        runs._stop.value = 1
        with self.assertRaises(KeyboardInterrupt):
            runs.summary()
        runs._stop.value = 0
        self.assertIn("direct support", runs.summary())

    def test_other_threads_work_while_the_library_does(self):
        counted, ended = [0], threading.Event()

        def count():
            while not ended.is_set():
                counted[0] += 1
                time.sleep(0.001)

        thread = threading.Thread(target=count)
        thread.start()
        before = counted[0]
        fulcrum.run("status_quo", futures=3000, progress=False)
        ended.set()
        thread.join()
        self.assertGreater(counted[0], before + 3)

    def test_progress_ends_at_all_runs(self):
        told = []
        fulcrum.compare(["status_quo", "engagement"], futures=100, progress=lambda done, failed, all_: told.append((done, all_)))
        self.assertEqual(told[-1], (200, 200))


class Scenarios(unittest.TestCase):
    def test_scenarios_are_built_written_and_read_again(self):
        built = fulcrum.scenario("mine", extends="status_quo", title='with "quotes"', levers={"raids": 0.2}, parameters={"direct.threat_gain": 4},
                                 actions=[{"at": datetime.date(2009, 1, 5), "set": {"crackdown": {"mahdi_army": 0.5}}},
                                          {"week": 80, "set": {"communication": np.float64(0.7)}}], time={"weeks": 100})
        self.assertEqual((built.name, built.weeks, built.title), ("mine", 100, 'with "quotes"'))
        with tempfile.TemporaryDirectory() as folder:
            path = built.write(Path(folder) / "mine.toml")
            self.assertEqual(fulcrum.load(path), built)
            with self.assertRaises(FileExistsError):
                built.write(path)

    def test_pickles_are_the_same(self):
        changed = fulcrum.load("engagement").with_(levers={"raids": 0.3})
        again = pickle.loads(pickle.dumps(changed))
        self.assertEqual((again, again.settings, again.name), (changed, changed.settings, "engagement_raids_0_3"))
        runs = fulcrum.compare(["status_quo", changed], futures=40)
        other = pickle.loads(pickle.dumps(runs))
        np.testing.assert_array_equal(other.series, runs.series)
        self.assertEqual(other.summary(), runs.summary())
        with self.assertRaises(fulcrum.UsageError):
            other.summary("cost")

    def test_tables_agree(self):
        runs = fulcrum.compare(["status_quo", "engagement"], futures=30)
        frame, data = runs.to_pandas(assumptions=True), runs.to_xarray()
        self.assertEqual(len(frame), 60)
        of_frame = frame[frame["policy"] == "engagement"]["cost"].to_numpy()
        np.testing.assert_array_equal(of_frame, data["cost"].sel(policy="engagement").values)
        np.testing.assert_array_equal(frame["direct.threat_gain"].to_numpy()[:30], data["assumptions"].sel(factor="direct.threat_gain").values)
        self.assertEqual(data["cost"].attrs["units"], frame.attrs["units"]["cost"])
        self.assertIn("<td>engagement</td>", runs._repr_html_())
        self.assertEqual(str(data["time"].values[1])[:10], "2008-01-14")

    def test_plots_show_every_policy(self):
        import matplotlib

        matplotlib.use("Agg")
        axes = fulcrum.compare(["status_quo", "engagement"], futures=30).plot("attacks")
        self.assertEqual([text.get_text() for text in axes.get_legend().get_texts()], ["status_quo", "engagement"])
        self.assertEqual(axes.get_ylabel(), "militia attacks [index]")


class Stepping(unittest.TestCase):
    def test_stepping_is_running(self):
        model = fulcrum.Model("engage_then_coerce", runs=12, observe=["direct", "attacks"])
        seen = []
        while not model.done:
            seen.append(model.step().copy())
        runs = fulcrum.run("engage_then_coerce", uncertainty="luck", futures=12, series=["direct", "attacks"], resolution="organisations")
        np.testing.assert_array_equal(np.stack(seen).transpose(2, 1, 0), runs.series[:, 0])

    def test_a_policy_that_reacts_is_its_rule(self):
        """A lever that follows last week's attacks from outside is the same as a rule of the scenario that does."""
        rule = {"name": "raid_when_attacked", "when": "attacks > 0.3", "set": {"raids": 0.6}, "release": "attacks <= 0.3"}
        ruled = fulcrum.scenario("ruled", extends="status_quo", rule=[rule])
        model = fulcrum.Model("status_quo", runs=5, act=["raids"], observe=["direct", "attacks"])
        model.step()
        seen = [model.observations.copy()]
        while not model.done:
            seen.append(model.step(np.where(model.observations[:, 1:] > 0.3, 0.6, np.nan)).copy())
        runs = fulcrum.run(ruled, uncertainty="luck", futures=5, series=["direct", "attacks"], resolution="organisations")
        np.testing.assert_array_equal(np.stack(seen).transpose(2, 1, 0), runs.series[:, 0])

    def test_models_are_pickled_where_they_stand(self):
        model = fulcrum.Model("status_quo", runs=3, act=["raids"], uncertainty="assumptions", seed=7)
        model.step([[0.1], [0.5], [np.nan]], weeks=10)
        again = pickle.loads(pickle.dumps(model))
        self.assertEqual(again.week, 10)
        np.testing.assert_array_equal(again.step(0.2), model.step(0.2))
        first = model.reset()
        self.assertTrue(np.isnan(first).all() and model.week == 0)

    def test_what_cannot_be_stepped_is_refused(self):
        for wrong in (lambda: fulcrum.Model("status_quo_cells"), lambda: fulcrum.Model("status_quo", act=["raid"]),
                      lambda: fulcrum.Model("status_quo", runs=0), lambda: fulcrum.Model("status_quo").step(1.0),
                      lambda: fulcrum.Model("status_quo", act=["raids"]).step(1.5), lambda: fulcrum.Model("status_quo").step(weeks=209),
                      lambda: fulcrum.Model("status_quo", runs=3, act=["raids"]).step([0.1, 0.2])):
            with self.assertRaises(fulcrum.UsageError):
                wrong()


class TheProgram(unittest.TestCase):
    def test_explanations_and_boxes_come_as_data(self):
        self.assertTrue(fulcrum.explain(["status_quo", fulcrum.load("engagement")]).data)
        found = fulcrum.discover(["status_quo", "engagement"], difference=True, above=-0.05, points=64, replicates=1, factors="direct.*")
        self.assertTrue(found.data and found.path.exists())

    def test_sweeps_are_opened(self):
        with tempfile.TemporaryDirectory() as folder:
            study = Path(folder) / "study.toml"
            study.write_text('schema = 1\n[study]\nname = "s"\npolicies = ["status_quo"]\nreplicates = 2\nseed = 1\n[design]\nkind = "grid"\n'
                             '[design.factors]\n"direct.threat_gain" = { values = [2.0, 4.0] }\n', encoding="utf-8")
            report = fulcrum.sweep(study, store="outcomes")
            with h5py.File(report.path) as file:
                self.assertEqual(len(file["runs/run_id"] if isinstance(file["runs"], h5py.Group) else file["runs"]), 4)

    def test_claims_come_as_data(self):
        found = fulcrum.claims("P1", "P66", replicates=2, settings={"direct.motive_gain": 3})
        self.assertEqual([claim["id"] for claim in found.data["claims"]], ["P1", "P66a", "P66b"])
        self.assertIsNone(found.path)

    def test_levers_are_described(self):
        self.assertIn("raids", [entry["name"] for entry in fulcrum.describe("levers")])


class Neighbours(unittest.TestCase):
    """The interfaces of the EMA Workbench and of SALib, as their documentation has them."""

    def test_the_workbench_runs_a_scenario(self):
        import types

        class Named:
            def __init__(self, name, *limits):
                self.name, self.limits = name, limits

        class WorkbenchModel:
            def __init__(self, name, function):
                assert name.isalnum()
                self.name, self.function = name, function

        stand_in = types.ModuleType("ema_workbench")
        stand_in.Model, stand_in.RealParameter, stand_in.ScalarOutcome = WorkbenchModel, Named, Named
        sys.modules["ema_workbench"] = stand_in
        from fulcrum.connect.ema import FulcrumModel

        model = FulcrumModel("status_quo", uncertainties=["direct.threat_gain"], levers=["raids"], outcomes=["direct_last_year", "cost"])
        self.assertEqual([p.name for p in model.uncertainties + model.levers], ["direct__threat_gain", "raids"])
        self.assertEqual(model.levers[0].limits, (0.0, 1.0))
        function = pickle.loads(pickle.dumps(model.function))
        found = function(direct__threat_gain=4.0, raids=0.4)
        direct = fulcrum.run(fulcrum.load("status_quo").with_(levers={"raids": 0.4}, parameters={"direct.threat_gain": 4}), uncertainty="none",
                             resolution="organisations")
        self.assertEqual(found["direct_last_year"], direct.outcome("direct_last_year")[0, 0])
        with self.assertRaises(fulcrum.UsageError):
            FulcrumModel("status_quo", uncertainties=["direct.no_such"])

    def test_a_sample_matrix_becomes_outcomes(self):
        from fulcrum.connect import salib

        asked = salib.problem(["direct.threat_gain", "cost.bluff"])
        self.assertEqual(asked["num_vars"], 2)
        low, high = np.array(asked["bounds"]).T
        sample = np.random.default_rng(1).uniform(low, high, (6, 2))
        values = salib.evaluate("engage_then_coerce", asked, sample)
        one = fulcrum.load("engage_then_coerce").with_(parameters=dict(zip(asked["names"], sample[3])), name="one")
        self.assertEqual(values[3], fulcrum.run(one, uncertainty="none", resolution="organisations").outcome("direct_last_year")[0, 0])
        self.assertEqual(values.shape, (6,))
        with self.assertRaises(fulcrum.UsageError):
            salib.evaluate("status_quo", asked, sample[:, :1])


class Documentation(unittest.TestCase):
    def test_public_functions_say_what_they_take_return_and_raise(self):
        public = [getattr(fulcrum, name) for name in fulcrum.__all__]
        methods = [m for c in (fulcrum.Scenario, fulcrum.Comparison, fulcrum.Model, fulcrum.Report)
                   for n, m in inspect.getmembers(c, inspect.isfunction) if not n.startswith("_")]
        for function in [f for f in public if inspect.isfunction(f) and f.__module__ != "fulcrum._library"] + methods:
            with self.subTest(function=function.__qualname__):
                said = inspect.getdoc(function) or ""
                arguments = [name for name in inspect.signature(function).parameters if name != "self"]
                self.assertTrue(not arguments or "Parameters\n---" in said)
                self.assertIn("Returns\n---", said)

    def test_examples_of_the_docstrings_run(self):
        import doctest

        for module in (fulcrum, fulcrum.runs, fulcrum.scenarios, fulcrum.model):
            self.assertEqual(doctest.testmod(module).failed, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:])

#!/usr/bin/python3
"""A run's result depends on what it is and on nothing else: not on threads, company, order, kernel or processor.

Files are compared by scripts/checks/compare_results.py, whose own faculty to see a difference is tested first.  Usage: same_bits.py PROGRAM
"""

import re
import subprocess
import sys

import h5py
import numpy as np

import comparing
import program
from program import LUCK, ROOT, CommandTest

POLICIES = ["status_quo", "engage_then_coerce", "withdrawal"]
REPLICATES = 70  # several blocks of runs, the last of them not full
LOADER = "/lib64/ld-linux-x86-64.so.2"
# glibc's own choice of code by processor, turned off: exp, log, tanh and the like then run as on a machine without these instructions.
MASK = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX2,-FMA,-FMA4,-AVX"}


class SameBits(CommandTest):
    def make(self, name, policies, *flags, **environment):
        command = "run" if len(policies) == 1 else "compare"
        self.succeed(command, *policies, *LUCK, "--replicates", REPLICATES, "--series", "all", "-q", "-o", name, *flags, **environment)
        return name

    def compare(self, a, b, *flags):
        return comparing.difference(self.folder / a, self.folder / b, common="--common" in flags)

    def compare_by_command(self, a, b, *flags):
        done = subprocess.run([sys.executable, ROOT / "scripts/checks/compare_results.py", a, b, *flags], cwd=self.folder, capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.returncode, 0 if done.stdout == "the same, bit for bit\n" else 1)
        return done.stdout

    def assert_same(self, a, b, *flags):
        self.assertEqual(self.compare(a, b, *flags), "")

    def test_the_number_of_threads_changes_nothing(self):
        self.make("1.h5", POLICIES, "-j", "1")
        for jobs in ("2", "7"):
            self.assert_same("1.h5", self.make(f"{jobs}.h5", POLICIES, "-j", jobs))

    def test_neither_do_other_policies_nor_their_order(self):
        self.make("all.h5", POLICIES)
        self.assert_same("all.h5", self.make("turned.h5", POLICIES[::-1]), "--common")
        for policy in POLICIES:
            self.assert_same("all.h5", self.make(f"{policy}.h5", [policy]), "--common")
        self.assert_same("all.h5", self.make("more.h5", ["engagement", *POLICIES, "strikes_alone"]), "--common")

    def test_more_replicates_leave_those_before_as_they_were(self):
        self.make("few.h5", POLICIES[:1])
        self.succeed("run", POLICIES[0], *LUCK, "--replicates", 2 * REPLICATES, "--series", "all", "-o", "many.h5")
        # The resolved scenario names the number of replicates: that alone may differ.
        self.assertEqual(self.compare("few.h5", "many.h5", "--common"), f"/study/scenario of {POLICIES[0]}: differs\n")

    def test_nor_does_the_kernel(self):
        self.make("widest.h5", POLICIES)
        used = []
        for kernel in ("scalar", "baseline", "avx2", "avx512"):
            if self.call("run", "status_quo", "--replicates", 1, "--kernel", kernel, "-o", "probe.h5", "--force").returncode == 2:
                self.assertIn(kernel, ("avx2", "avx512"), "a kernel that every processor has is missing")
                continue
            used.append(kernel)
            self.assert_same("widest.h5", self.make(f"{kernel}.h5", POLICIES, "--kernel", kernel))
        print("kernels:", ", ".join(used), file=sys.stderr)

    def test_nor_do_the_instructions_that_the_c_library_finds(self):
        self.make("plain.h5", POLICIES)
        for kernel in ([], ["--kernel", "baseline"]):
            name = f"masked{len(kernel)}.h5"
            self.assert_same("plain.h5", self.make(name, POLICIES, *kernel, **MASK))

    def test_the_mask_takes_instructions_from_the_c_library(self):
        def active(**environment):
            done = subprocess.run([LOADER, "--list-diagnostics"], env=self.environment(**environment), capture_output=True, text=True,
                                  check=True)
            return re.findall(r"^x86\.cpu_features\..*active.*$", done.stdout, re.MULTILINE)

        try:
            plain, masked = active(), active(**MASK)
        except (OSError, subprocess.CalledProcessError):
            self.skipTest("this loader tells nothing about the processor")
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            if " avx2 " in info.read():
                self.assertNotEqual(plain, masked)

    def test_nor_do_compression_and_what_is_stored(self):
        self.make("plain.h5", POLICIES)
        self.make("small.h5", POLICIES, "--compress", "deflate")
        difference = self.compare("plain.h5", "small.h5")
        self.assertTrue(all(line.startswith("/@compression:") for line in difference.splitlines()), difference)

    def test_the_comparison_sees_a_single_bit(self):
        self.make("a.h5", POLICIES[:2])
        self.assertEqual(self.compare_by_command("a.h5", "a.h5"), "the same, bit for bit\n")
        for dataset, at in (("timeseries/direct", (7, 100)), ("outcomes/cost", (3,)), ("summary/attacks", (1, 0, 5))):
            (self.folder / "b.h5").write_bytes((self.folder / "a.h5").read_bytes())
            with h5py.File(self.folder / "b.h5", "r+") as results:
                results[dataset][at] = np.nextafter(results[dataset][at], 2)
            for flags in ([], ["--common"]):
                found = self.compare_by_command("a.h5", "b.h5", *flags)
                self.assertEqual(found, self.compare("a.h5", "b.h5", *flags))
                self.assertIn(f"/{dataset}", found)
                self.assertEqual(len(found.splitlines()), 1, found)

    def test_the_comparison_sees_a_change_of_seed_scenario_or_attribute(self):
        self.make("a.h5", POLICIES[:2])
        self.assertIn("/@root_seed", self.compare("a.h5", self.make("seed.h5", POLICIES[:2], "--seed", "5")))
        self.assertIn("/study/scenario", self.compare("a.h5", self.make("set.h5", POLICIES[:2], "--set", "direct.threat_gain=4.9")))
        with h5py.File(self.folder / "seed.h5", "r+") as results:
            results["timeseries/direct"].attrs["units"] = "1"
        self.assertIn("/timeseries/direct@units", self.compare("a.h5", "seed.h5"))


if __name__ == "__main__":
    program.main()

"""The C library by ctypes: everything that knows of pointers. sim/library/fulcrum.h says what the functions do."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import threading
from ctypes import POINTER, Structure, c_char_p, c_double, c_int, c_int32, c_int64, c_size_t, c_uint64, c_void_p
from pathlib import Path
from typing import Any, Callable, Optional, Sequence

import numpy as np
import numpy.typing as npt

from .errors import FulcrumError, InputError, Problem, UsageError

NATIVE = Path(__file__).parent / "_native"
API = 1
OK, USAGE, INPUT, INTERRUPTED = 0, 2, 3, 130
Array = npt.NDArray[np.float64]


class CProblem(Structure):
    _fields_ = [("file", c_char_p), ("line", c_int32), ("column", c_int32), ("message", c_char_p), ("suggestion", c_char_p)]


class CReading(Structure):
    _fields_ = [("settings", POINTER(c_char_p)), ("setting_count", c_int32), ("paths", POINTER(c_char_p)), ("path_count", c_int32)]


CProgress = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64, c_int64, c_int64)


class CRequest(Structure):
    _fields_ = [("size", c_size_t), ("uncertainty", c_char_p), ("futures", c_int32), ("has_seed", c_int32), ("seed", c_uint64),
                ("series", c_char_p), ("trajectories", c_int32), ("jobs", c_int32), ("stop", POINTER(c_int32)),
                ("progress", CProgress), ("context", c_void_p), ("resolution", c_char_p)]


class CArray(Structure):
    _fields_ = [("data", c_void_p), ("dimensions", c_int32), ("shape", c_int64 * 4), ("strides", c_int64 * 4)]


def _find() -> str:
    """Where the library is: what the environment names, the wheel's own, the system's."""
    named = os.environ.get("FULCRUM_LIBRARY")
    if named:
        return named
    own = sorted(NATIVE.glob("libfulcrum.so*"))
    found = str(own[0]) if own else ctypes.util.find_library("fulcrum")
    if not found:
        raise ImportError("libfulcrum was not found: install the wheel that scripts/package_python makes, or set FULCRUM_LIBRARY")
    return found


# What functions give and take, by what comes after fulcrum_ in their names.
_SIGNATURES: list[tuple[Any, Sequence[Any], str]] = [
    (c_int, [c_int32, POINTER(CProblem)], "problem_at"),
    (c_int, [c_char_p, POINTER(CReading), POINTER(c_void_p)], "scenario_read"),
    (c_int, [c_char_p, c_char_p, POINTER(CReading), POINTER(c_void_p)], "scenario_parse"),
    (c_int, [POINTER(c_void_p), c_int32, POINTER(CRequest), POINTER(c_void_p)], "compare"),
    (c_int, [c_void_p, POINTER(CArray)], "results_outcomes results_futures results_summary results_series model_observations"),
    (c_int, [c_void_p, c_char_p, POINTER(c_char_p), POINTER(c_char_p)], "results_answer"),
    (c_int, [c_void_p, c_int32, c_char_p, c_char_p, POINTER(CRequest), POINTER(c_void_p)], "model_start"),
    (c_int, [c_void_p], "model_reset"),
    (c_int, [c_void_p, c_void_p, c_int32], "model_step"),
    (c_int, [c_void_p, c_int32, POINTER(c_double), POINTER(c_double)], "model_lever_limits"),
    (c_char_p, [], "version error"),
    (c_char_p, [c_int32], "library_name"),
    (c_char_p, [c_void_p], "scenario_name scenario_title scenario_toml scenario_start scenario_notes results_first_failure results_start"),
    (c_char_p, [c_void_p, c_int32], "model_column model_lever"),
    (c_char_p, [c_void_p, c_int32, c_int32], "results_name results_unit results_meaning"),
    (c_int32, [], "api problem_count"),
    (c_int32, [c_void_p], "scenario_weeks model_week model_weeks"),
    (c_int32, [c_void_p, c_int32], "results_count"),
    (c_int64, [c_void_p], "results_failed"),
    (c_uint64, [c_void_p], "results_seed"),
    (None, [c_void_p], "scenario_free results_free model_free"),
    (None, [POINTER(CRequest)], "request_init"),
]


def _load() -> ctypes.CDLL:
    library = ctypes.CDLL(_find())
    for result, arguments, names in _SIGNATURES:
        for name in names.split():
            function = getattr(library, f"fulcrum_{name}")
            function.argtypes, function.restype = list(arguments), result
    if library.fulcrum_api() != API:
        raise ImportError(f"libfulcrum has interface {library.fulcrum_api()}, but this package needs {API}")
    return library


C = _load()


def text(value: Optional[bytes]) -> str:
    """A text of the library."""
    return (value or b"").decode("utf-8")


def version() -> str:
    """Version of the library, e.g. "0.1.0"."""
    return text(C.fulcrum_version())


def api_version() -> int:
    """Number of the C interface."""
    return int(C.fulcrum_api())


def _problems() -> list[Problem]:
    found = []
    for i in range(C.fulcrum_problem_count()):
        one = CProblem()
        C.fulcrum_problem_at(i, ctypes.byref(one))
        found.append(Problem(text(one.message), text(one.file), one.line, one.column, text(one.suggestion)))
    return found


def check(status: int) -> None:
    """Raises what a status says of the last call of this thread."""
    if status == OK:
        return
    message = text(C.fulcrum_error())
    if status == INTERRUPTED:
        raise KeyboardInterrupt(message)
    raise {INPUT: InputError, USAGE: UsageError}.get(status, FulcrumError)(message, _problems())


def stoppable(work: Callable[[], int], stop: c_int32) -> None:
    """Does long work in a thread of its own, so that Ctrl-C reaches this one, which then tells the work to stop."""
    problems: list[BaseException] = []

    def working() -> None:
        try:
            check(work())
        except BaseException as problem:  # handed to the thread that waits
            problems.append(problem)

    if threading.current_thread() is not threading.main_thread():
        working()
    else:
        thread = threading.Thread(target=working, name="fulcrum", daemon=True)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(0.05)
        except KeyboardInterrupt:
            stop.value = 1
            thread.join()
            stop.value = 0
            raise
    if problems:
        raise problems[0]


def strings(values: Sequence[str]) -> Any:
    """A C array of texts."""
    return (c_char_p * max(1, len(values)))(*[value.encode("utf-8") for value in values])


def reading(settings: Sequence[str], paths: Sequence[str]) -> CReading:
    """How a scenario is read; keeps its arrays alive as long as itself."""
    made = CReading(ctypes.cast(strings(settings), POINTER(c_char_p)), len(settings),
                    ctypes.cast(strings(paths), POINTER(c_char_p)), len(paths))
    return made


def view(fill: Callable[[Any], int], owner: object) -> Array:
    """An array of the library as a numpy array that cannot be written, without a copy; it keeps `owner`, and with it the memory, alive."""
    array = CArray()
    check(fill(ctypes.byref(array)))
    shape, strides = tuple(array.shape[: array.dimensions]), tuple(array.strides[: array.dimensions])
    if 0 in shape:
        return np.empty(shape)
    size = sum((n - 1) * s for n, s in zip(shape, strides)) + 8
    memory = (ctypes.c_byte * size).from_address(array.data)
    memory._owner = owner
    made: Array = np.ndarray(shape, np.float64, memory, 0, strides)
    made.flags.writeable = False
    return made


class Handle:
    """A handle of the library, freed with the last of those who use it."""

    def __init__(self, free: Callable[[Any], None]) -> None:
        self.pointer = c_void_p()
        self._free = free

    def __del__(self) -> None:
        if self.pointer:
            self._free(self.pointer)


def request(*, uncertainty: Optional[str], futures: Optional[int], seed: Optional[int], series: str = "core",
            trajectories: Optional[bool] = None, jobs: int = 0, resolution: Optional[str] = None) -> CRequest:
    """What is asked of runs, checked for what C could not tell."""
    made = CRequest()
    C.fulcrum_request_init(ctypes.byref(made))
    if futures is not None and futures < 1:
        raise UsageError("futures must be at least 1")
    if seed is not None and not 0 <= seed < 2**64:
        raise UsageError(f"seed = {seed}; allowed: whole numbers from 0 to 18446744073709551615")
    made.uncertainty = None if uncertainty is None else uncertainty.encode()
    made.futures = futures or 0
    made.has_seed, made.seed = (0, 0) if seed is None else (1, seed)
    made.series = series.encode()
    made.trajectories = -1 if trajectories is None else int(trajectories)
    made.jobs = jobs
    made.resolution = None if resolution is None else resolution.encode()
    return made

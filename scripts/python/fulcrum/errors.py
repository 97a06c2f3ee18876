"""What goes wrong, as exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes
    ----------
    message : str
        What was found and what is allowed.
    file : str
        The file as it was named; empty if there is none.
    line, column : int
        From 1; 0 where the whole file, or no file, is meant.
    suggestion : str
        The name that was probably meant, or an empty text.
    """

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    suggestion: str = ""


class FulcrumError(Exception):
    """Something could not be done; `problems` says what, one by one."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems) or [Problem(message)]

    @property
    def file(self) -> str:
        """File of the first problem."""
        return self.problems[0].file

    @property
    def line(self) -> int:
        """Line of the first problem, from 1; 0 if there is none."""
        return self.problems[0].line

    @property
    def suggestion(self) -> str:
        """The name that was probably meant in the first problem, or an empty text."""
        return self.problems[0].suggestion

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (str(self), self.problems))


class InputError(FulcrumError, ValueError):
    """A scenario or a setting is wrong."""


class UsageError(FulcrumError, ValueError):
    """What is asked for cannot be done in that way."""


class ProgramError(FulcrumError, RuntimeError):
    """The program ended with an error; `exit_code` is that of docs/commands.md."""

    exit_code: int = 0

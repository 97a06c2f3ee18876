#!/usr/bin/python3
"""The JSON Schemas that the program prints hold for every shipped file, and refuse what the reader refuses.

    schema_test.py PROGRAM LIBRARY BAD_INPUT
"""

import datetime
import json
import subprocess
import sys
import tomllib
import unittest
from pathlib import Path

import jsonschema

PROGRAM, LIBRARY, BAD_INPUT = (Path(argument).resolve() for argument in sys.argv[1:4])

# What a schema should see: unknown keys, wrong types, values outside limits. (Sums, names of entities and times are the reader's.)
SEEN_BY_A_SCHEMA = {
    "scenario": ["unknown_key_top", "unknown_key_time", "unknown_key_run", "unknown_parameter", "unknown_parameter_group",
                 "unknown_parameter_annotation", "unknown_structure", "unknown_initial", "unknown_lever", "unknown_key_action",
                 "unknown_key_decision", "unknown_key_schedule", "unknown_key_militia", "schema_2", "name_is_number", "title_is_array",
                 "weeks_is_text", "noise_is_number", "parameter_is_text", "structure_unknown_form", "rate_above_one", "lever_above_limit",
                 "zero_weeks", "replicates_zero", "seed_negative", "initial_above_one", "no_schema", "no_name"],
    "theatre": ["theatre_unknown_key", "theatre_reference_zero", "theatre_militia_tie_out", "theatre_militia_unknown_key",
                "theatre_militia_without_fighters", "theatre_recipient_kind_unknown", "theatre_province_share_out",
                "theatre_targets_unknown", "theatre_no_name"],
}


def schema(kind):
    """The schema that the program prints."""
    return json.loads(subprocess.run([PROGRAM, "schema", kind], capture_output=True, check=True).stdout)


def as_json(value):
    """A TOML value as editors hand it to a schema: dates as text."""
    if isinstance(value, dict):
        return {key: as_json(v) for key, v in value.items()}
    if isinstance(value, list):
        return [as_json(v) for v in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def document(path):
    """A file as JSON."""
    return as_json(tomllib.loads(path.read_text(encoding="utf-8")))


class Schemas(unittest.TestCase):
    """Both schemas."""

    def test_are_schemas(self):
        for kind in ("scenario", "theatre", "study", "claims"):
            jsonschema.Draft202012Validator.check_schema(schema(kind))

    def test_hold_for_every_shipped_claims_file(self):
        validator = jsonschema.Draft202012Validator(schema("claims"))
        files = sorted((LIBRARY.parent / "claims").glob("*.toml"))
        self.assertGreater(len(files), 5)
        for path in files:
            self.assertEqual([error.message for error in validator.iter_errors(document(path))], [], path)

    def test_of_claims_refuses_an_unknown_key(self):
        claim = {"id": "X1", "statement": "s", "source": "0:1", "kind": "L", "untested": "no", "hold": "a > b"}
        errors = list(jsonschema.Draft202012Validator(schema("claims")).iter_errors({"schema": 1, "claim": [claim]}))
        self.assertEqual(len(errors), 1)

    def test_hold_for_every_shipped_file(self):
        validators = {kind: jsonschema.Draft202012Validator(schema(kind)) for kind in ("scenario", "theatre")}
        count = 0
        for path in sorted(LIBRARY.glob("*.toml")):
            content = document(path)
            kind = "scenario" if "theatre" in content or "extends" in content else "theatre"
            with self.subTest(path.name):
                validators[kind].validate(content)
            count += 1
        self.assertGreaterEqual(count, 25)

    def test_hold_for_the_whole_language(self):
        jsonschema.Draft202012Validator(schema("scenario")).validate(as_json(tomllib.loads("""
            schema = 1
            name = "all"
            theatre = "iraq_2008"
            [time]
            start = 2008-01-07
            weeks = 30
            [parameters]
            direct.intercept = { value = -4.2, source = "panel" }
            structure.fronts = "strongest"
            [levers]
            troops = 150000
            restraint.mahdi_army = 0.7
            [dates]
            vote = 2008-06-04
            [[action]]
            at = 2008-02-04
            set = { crackdown.badr = 1, strikes = 0.5 }
            [[action]]
            week = 3
            pulse = { strikes = 0.5, weeks = 2 }
            [[action]]
            from = 3
            until = "vote"
            ramp = { troops = 1000 }
            [[schedule]]
            file = "t.csv"
            time = "week"
            columns = { men = "troops" }
            """)))

    def test_refuse_what_the_reader_refuses(self):
        for kind, names in SEEN_BY_A_SCHEMA.items():
            validator = jsonschema.Draft202012Validator(schema(kind))
            for name in names:
                with self.subTest(name):
                    self.assertFalse(validator.is_valid(document(BAD_INPUT / f"{name}.toml")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

#!/usr/bin/env python3
"""Checks a SARIF file against the schema of SARIF 2.1.0. Usage: validate_sarif.py SCHEMA FILE. Exit code 77: cannot check here."""
import json
import sys


def main():
    schema_path, path = sys.argv[1:3]
    try:
        import jsonschema
    except ImportError:
        print("python3-jsonschema is not installed")
        sys.exit(77)
    try:
        with open(schema_path, encoding="utf-8") as f:
            schema = json.load(f)
    except OSError as error:
        print(error)
        sys.exit(77)
    with open(path, encoding="utf-8") as f:
        report = json.load(f)
    validator = jsonschema.validators.validator_for(schema)(schema)
    wrong = 0
    for error in validator.iter_errors(report):
        print("/" + "/".join(str(p) for p in error.absolute_path) + ": " + error.message[:300])
        wrong += 1
    sys.exit(1 if wrong else 0)


main()

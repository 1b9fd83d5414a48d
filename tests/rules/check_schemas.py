#!/usr/bin/env python3
"""Checks rule files against their JSON Schemas: check_schemas.py SCHEMA FILE [SCHEMA FILE ...].

Prints a line for each thing that is wrong and ends with 1; with 77 where jsonschema or yaml is not
there. Texts are read as editors read them (YAML 1.2): true and false are booleans, "no" and
2020-01-01 are texts.
"""
import json
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(error)
    sys.exit(77)


class Loader(yaml.SafeLoader):
    """SafeLoader with the words of YAML 1.2."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, how) for tag, how in resolvers if tag.endswith((":int", ":float", ":null"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def problems(schema_path, file_path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    if not schema.get("$schema", "").endswith("draft/2020-12/schema"):
        yield f"{schema_path}: it names no draft 2020-12"
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    with open(file_path, encoding="utf-8") as file:
        content = yaml.load(file, Loader)
    for error in validator.iter_errors(content):
        yield f"{file_path}: {error.json_path}: {error.message[:200]}"
    # A schema that lets everything pass would agree with each file.
    if not validator.is_valid(content):
        return
    if isinstance(content, dict) and validator.is_valid({**content, "no_such_key": 1}):
        yield f"{schema_path}: it lets an unknown key pass"


def main(arguments):
    wrong = [
        line
        for schema_path, file_path in zip(arguments[::2], arguments[1::2])
        for line in problems(schema_path, file_path)
    ]
    print("\n".join(wrong) if wrong else f"{len(arguments) // 2} files agree")
    return 1 if wrong else 0


sys.exit(main(sys.argv[1:]))

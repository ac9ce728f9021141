"""Checks objects against the schemas of Kubernetes' own kinds (kubernetes-validate) and of those that operators bring.

`crds/` holds the schemas of KEDA 2.21 and prometheus-operator 0.93 (both Apache-2.0), without descriptions.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import kubernetes_validate
from jsonschema import Draft4Validator

from deploy.manifests.objects import Object

VERSIONS = ("1.35", "1.37")
"""The oldest and the newest of Kubernetes for which manifests are checked."""
CRDS = Path(__file__).with_name("crds")


def invalid(objects: Iterable[Object]) -> Iterator[str]:
    """A line for each object that a schema refuses. Unknown fields and kinds are refused."""
    for each in objects:
        # Most objects are in many combinations of components, and the schemas are slow.
        yield from _lines(json.dumps(each, sort_keys=True))


@lru_cache(2048)
def _lines(text: str) -> tuple[str, ...]:
    each = json.loads(text)
    name = f"{each['kind']} {each['metadata']['name']}"
    schema = _custom().get((each["apiVersion"], each["kind"]))
    if schema is not None:
        errors = Draft4Validator(schema).iter_errors(each)
        return tuple(f"{name}: {'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors)
    return tuple(line for version in VERSIONS for line in _own(each, name, version))


def _own(each: Object, name: str, version: str) -> Iterator[str]:
    try:
        kubernetes_validate.validate(each, version, strict=True)
    except kubernetes_validate.ValidationError as error:
        yield f"{name}: {'.'.join(map(str, error.path))}: {error.message} (Kubernetes {version})"
    except kubernetes_validate.SchemaNotFoundError:
        yield f"{name}: Kubernetes {version} has no {each['kind']} of {each['apiVersion']}"


@cache
def _custom() -> dict[tuple[str, str], Any]:
    found = {}
    for path in sorted(CRDS.glob("*.json")):
        given = json.loads(path.read_text())
        schema = _closed(given["schema"])
        schema["properties"]["metadata"] = {"type": "object"}
        found[f"{given['group']}/{given['version']}", given["kind"]] = schema
    return found


def _closed(schema: Any) -> Any:
    """The schema without room for unknown fields, as the API server reads it."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _closed(value) for name, value in schema.items()}
    fields = made.get("properties")
    if isinstance(fields, dict) and "additionalProperties" not in made:
        made["additionalProperties"] = bool(made.get("x-kubernetes-preserve-unknown-fields"))
    if made.pop("x-kubernetes-int-or-string", False):
        made.pop("type", None)
        made.pop("anyOf", None)
    return made

"""Converts a JSON Schema to a list of alternatives with one type each, so that two schemas can be compared. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

ANNOTATIONS = frozenset(
    {"$schema", "$id", "$defs", "$comment", "title", "description", "examples", "deprecated", "readOnly", "writeOnly"}
)
"""Keywords without an effect on validation."""

ANY = "any type"


def as_schema(value: Any) -> Schema:
    """The schema of `value`, which may be a boolean: true allows everything, false nothing."""
    if isinstance(value, bool):
        return {} if value else {"not": {}}
    return value  # type: ignore[no-any-return]


def resolved(root: Schema, schema: Schema) -> Schema:
    """`schema` with its `$ref` resolved; other keywords beside it stay. Raises ValueError for an external reference."""
    while "$ref" in schema:
        reference = schema["$ref"]
        if not reference.startswith("#"):
            raise ValueError(f"cannot resolve {reference}: only references within the document are supported")
        target: Any = root
        for part in filter(None, reference[1:].split("/")):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        schema = {**as_schema(target), **{name: value for name, value in schema.items() if name != "$ref"}}
    return schema


def alternatives(root: Schema, schema: Schema) -> Iterator[Schema]:
    """The alternatives of `schema`, each with a single `type`; without any, the type is `ANY`."""
    schema = resolved(root, schema)
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema:
            beside = {name: value for name, value in schema.items() if name not in (keyword, "default", *ANNOTATIONS)}
            for branch in schema[keyword]:
                yield from alternatives(root, {**resolved(root, as_schema(branch)), **beside})
            return
    kinds = schema.get("type", ANY)
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        yield {**schema, "type": kind}


def covers(wide: str, narrow: str) -> bool:
    """Whether all values of type `narrow` are values of type `wide`."""
    return wide in (narrow, ANY) or (wide, narrow) == ("number", "integer")


def missing(types: Iterable[str], among: Iterable[str]) -> list[str]:
    """The `types` that no type of `among` covers."""
    known = list(among)
    return [name for name in dict.fromkeys(types) if not any(covers(wide, name) for wide in known)]

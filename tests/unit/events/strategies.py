"""Hypothesis strategies for JSON values that fit a payload's JSON Schema."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from hypothesis import strategies as st


def values(schema: Mapping[str, Any], root: Mapping[str, Any] | None = None) -> st.SearchStrategy[Any]:
    """JSON values that fit `schema`; knows the keywords that pydantic writes for payloads, and says so of others."""
    root = root or schema
    if "$ref" in schema:
        return values(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "anyOf" in schema:
        return st.one_of([values(branch, root) for branch in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    return _TYPES[schema["type"]](schema, root)


def _object(schema: Mapping[str, Any], root: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    fields = {name: values(field, root) for name, field in schema.get("properties", {}).items()}
    required = set(schema.get("required", []))
    if not fields:
        more = schema.get("additionalProperties", {})
        return st.dictionaries(
            st.text(max_size=8), values(more, root) if isinstance(more, Mapping) and more else st.integers(), max_size=3
        )
    return st.fixed_dictionaries(
        {name: field for name, field in fields.items() if name in required},
        optional={name: field for name, field in fields.items() if name not in required},
    )


def _array(schema: Mapping[str, Any], root: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if "prefixItems" in schema:
        return st.tuples(*(values(item, root) for item in schema["prefixItems"])).map(list)
    size = schema.get("minItems", 0)
    return st.lists(values(schema["items"], root), min_size=size, max_size=schema.get("maxItems", size + 3))


def _string(schema: Mapping[str, Any], root: Mapping[str, Any]) -> st.SearchStrategy[str]:
    if schema.get("format") == "date-time":
        return st.datetimes(timezones=st.just(UTC)).map(lambda time: time.isoformat())
    shortest, longest = schema.get("minLength", 0), min(schema.get("maxLength", 20), 20)
    if "pattern" in schema:
        # Python's `$` also matches before a last line break, where JSON Schema's and pydantic's do not.
        matching = st.from_regex(schema["pattern"].replace("$", r"\Z"))
        return matching.filter(lambda text: shortest <= len(text) <= schema.get("maxLength", 1000))
    return st.text(min_size=shortest, max_size=longest)


def _number(schema: Mapping[str, Any], root: Mapping[str, Any]) -> st.SearchStrategy[float]:
    return st.floats(schema.get("minimum"), schema.get("maximum"), allow_nan=False, allow_infinity=False)


def _least(schema: Mapping[str, Any]) -> int | None:
    return schema["exclusiveMinimum"] + 1 if "exclusiveMinimum" in schema else schema.get("minimum")


_TYPES = {
    "object": _object,
    "array": _array,
    "string": _string,
    "number": _number,
    "integer": lambda schema, root: st.integers(_least(schema), schema.get("maximum")),
    "boolean": lambda schema, root: st.booleans(),
    "null": lambda schema, root: st.none(),
}

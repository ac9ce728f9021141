"""Each way to break a published schema is caught, and what breaks nobody passes."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Literal, Optional

import pytest
from pydantic import BaseModel, Field

from libs.events.compatibility import incompatibilities


class Part(BaseModel):
    text: str
    kind: Literal["a", "b"] = "a"


class Tree(BaseModel):
    name: str = ""
    child: Optional["Tree"] = None
    children: list["Tree"] = []


class Sample(BaseModel):
    """One field of every sort."""

    key: str = Field(min_length=1, max_length=10, pattern="^[a-z]+$")
    name: str | None = None
    price: int | float | None = None
    count: int = Field(default=0, ge=0, le=9)
    ratio: float = Field(default=0.5, gt=0, lt=1)
    state: Literal["open", "closed"] = "open"
    sizes: list[str] = Field(default=[], max_length=5)
    span: tuple[int, int] | None = None
    parts: dict[str, Part] = {}
    first: Part | None = None
    tree: Tree | None = None
    at: Any = None


OLD = Sample.model_json_schema()
OLD["properties"]["when"] = {"type": "string", "format": "date-time", "default": ""}

Change = Callable[[dict[str, Any]], object]


def after(change: Change) -> list[str]:
    new = deepcopy(OLD)
    change(new)
    return incompatibilities(OLD, new)


def field(name: str, **keywords: Any) -> Change:
    """Change keywords of a field; a keyword that is None goes."""

    def change(schema: dict[str, Any]) -> None:
        target = schema["properties"][name]
        for keyword, value in keywords.items():
            target[keyword] = value
            if value is None:
                del target[keyword]

    return change


def part(change: Change) -> Change:
    return lambda schema: change(schema["$defs"]["Part"])


def tree(change: Change) -> Change:
    return lambda schema: change(schema["$defs"]["Tree"])


BREAKING: dict[str, tuple[Change, str]] = {
    "a field removed": (lambda s: s["properties"].pop("name"), "$.name: removed (breaks readers)"),
    "a required field removed": (
        lambda s: (s["properties"].pop("key"), s["required"].remove("key")), "$.key: removed (breaks readers)"),
    "a new required field": (
        lambda s: (s["properties"].update(new={"type": "string"}), s["required"].append("new")),
        "$.new: is now required (breaks producers)"),
    "an optional field made required": (
        lambda s: s["required"].append("name"), "$.name: is now required (breaks producers)"),
    "a required field made optional": (
        lambda s: s["required"].remove("key"), "$.key: is no longer required (breaks readers)"),
    "another type": (field("key", type="integer"), "$.key: string is no longer accepted (breaks producers)"),
    "another type, for readers": (field("key", type="integer"), "$.key: may now be integer (breaks readers)"),
    "null no longer": (field("name", anyOf=[{"type": "string"}]), "$.name: null is no longer accepted (breaks producers)"),
    "null added": (field("key", type=["string", "null"]), "$.key: may now be null (breaks readers)"),
    "number narrowed to integer": (
        field("price", anyOf=[{"type": "integer"}, {"type": "null"}]), "$.price: number is no longer accepted (breaks producers)"),
    "integer widened to number": (field("count", type="number"), "$.count: may now be number (breaks readers)"),
    "anything narrowed to text": (field("at", type="string"), "$.at: any type is no longer accepted (breaks producers)"),
    "text widened to anything": (field("key", type=None), "$.key: may now be any type (breaks readers)"),
    "an enum value removed": (
        field("state", enum=["open"]), '$.state: value "closed" is no longer accepted (breaks producers)'),
    "an enum value added": (
        field("state", enum=["open", "closed", "ajar"]), '$.state: value "ajar" was added (breaks readers)'),
    "an enum opened": (field("state", enum=None), '$.state: may now be other than "open", "closed" (breaks readers)'),
    "text closed to an enum": (field("key", enum=["a"]), '$.key: only "a" are accepted now (breaks producers)'),
    "text closed to a constant": (field("key", const="a"), '$.key: only "a" are accepted now (breaks producers)'),
    "minLength raised": (field("key", minLength=2), "$.key: minLength tightened from 1 to 2 (breaks producers)"),
    "maxLength lowered": (field("key", maxLength=9), "$.key: maxLength tightened from 10 to 9 (breaks producers)"),
    "maxLength set": (
        field("name", anyOf=[{"type": "string", "maxLength": 5}, {"type": "null"}]),
        "$.name: maxLength tightened from null to 5 (breaks producers)"),
    "minimum raised": (field("count", minimum=1), "$.count: minimum tightened from 0 to 1 (breaks producers)"),
    "maximum lowered": (field("count", maximum=8), "$.count: maximum tightened from 9 to 8 (breaks producers)"),
    "exclusiveMinimum raised": (
        field("ratio", exclusiveMinimum=0.1), "$.ratio: exclusiveMinimum tightened from 0 to 0.1 (breaks producers)"),
    "exclusiveMaximum lowered": (
        field("ratio", exclusiveMaximum=0.9), "$.ratio: exclusiveMaximum tightened from 1 to 0.9 (breaks producers)"),
    "multipleOf set": (field("count", multipleOf=2), "$.count: multipleOf changed from null to 2 (breaks both sides)"),
    "pattern changed": (
        field("key", pattern="^[a-y]+$"), '$.key: pattern changed from "^[a-z]+$" to "^[a-y]+$" (breaks both sides)'),
    "pattern dropped": (field("key", pattern=None), '$.key: pattern changed from "^[a-z]+$" to null (breaks both sides)'),
    "format changed": (
        field("when", format="date"), '$.when: format changed from "date-time" to "date" (breaks both sides)'),
    "maxItems lowered": (field("sizes", maxItems=4), "$.sizes: maxItems tightened from 5 to 4 (breaks producers)"),
    "minItems set": (field("sizes", minItems=1), "$.sizes: minItems tightened from null to 1 (breaks producers)"),
    "uniqueItems set": (field("sizes", uniqueItems=True), "$.sizes: items must now be unique (breaks producers)"),
    "items of another type": (
        field("sizes", items={"type": "number"}), "$.sizes[*]: string is no longer accepted (breaks producers)"),
    "a place in a tuple changed": (
        lambda s: s["properties"]["span"]["anyOf"][0]["prefixItems"].__setitem__(1, {"type": "string"}),
        "$.span[1]: integer is no longer accepted (breaks producers)"),
    "a place in a tuple more": (
        lambda s: s["properties"]["span"]["anyOf"][0]["prefixItems"].append({"type": "integer"}),
        "$.span: has 3 places instead of 2 (breaks both sides)"),
    "a default changed": (field("count", default=1), "$.count: default changed from 0 to 1 (breaks readers)"),
    "an object closed": (
        lambda s: s.update(additionalProperties=False), "$: further properties are no longer accepted (breaks producers)"),
    "values of a map changed": (
        field("parts", additionalProperties={"type": "string"}), "$.parts.*: object is no longer accepted (breaks producers)"),
    "deep: a field removed": (part(lambda p: p["properties"].pop("kind")), "$.parts.*.kind: removed (breaks readers)"),
    "deep: through null": (part(lambda p: p["properties"].pop("kind")), "$.first.kind: removed (breaks readers)"),
    "deep: an enum value added": (
        part(lambda p: p["properties"]["kind"]["enum"].append("c")), '$.first.kind: value "c" was added (breaks readers)'),
    "deep: a field required": (
        part(lambda p: p["required"].append("kind")), "$.first.kind: is now required (breaks producers)"),
    "recursive: a field removed": (tree(lambda t: t["properties"].pop("name")), "$.tree.name: removed (breaks readers)"),
    "an alternative added": (
        lambda s: s["properties"]["first"]["anyOf"].append({"type": "object", "required": ["x"]}),
        "$.first: an alternative of type object was added (breaks readers)"),
    "an unknown keyword": (
        field("key", contentEncoding="base64"), "$.key: contentEncoding changed, which this check cannot judge (may break both sides)"),
    "all text refused": (field("key", **{"not": {}}), "$.key: not changed, which this check cannot judge (may break both sides)"),
}  # fmt: skip

HARMLESS: dict[str, Change] = {
    "nothing": lambda s: None,
    "an optional field added": lambda s: s["properties"].update(new={"type": "string", "default": ""}),
    "a deep optional field added": part(lambda p: p["properties"].update(new={"type": "string", "default": ""})),
    "words": lambda s: s.update(title="Other", description="Other", **{"$id": "urn:x"}),
    "a field described": field("key", description="Other", examples=["a"], title="Other"),
    "bounds loosened": field("key", minLength=0, maxLength=20),
    "a bound dropped": field("count", maximum=None),
    "the order of types": field("price", anyOf=[{"type": "null"}, {"type": "number"}, {"type": "integer"}]),
    "integer beside number is number": field("price", anyOf=[{"type": "number"}, {"type": "null"}]),
    "a list of types for anyOf": field("name", anyOf=None, type=["string", "null"]),
    "the order of an enum": field("state", enum=["closed", "open"]),
    "the order of required": lambda s: s["required"].reverse(),
    "a reference written out": lambda s: s["properties"]["parts"].update(
        additionalProperties=deepcopy(s["$defs"]["Part"])
    ),
}


@pytest.mark.parametrize(("change", "said"), BREAKING.values(), ids=BREAKING)
def test_a_breaking_change_is_named_with_its_path(change: Change, said: str) -> None:
    assert said in after(change)


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_a_harmless_change_passes(change: Change) -> None:
    assert after(change) == []


def test_a_renamed_definition_is_no_change() -> None:
    old = Tree.model_json_schema()
    new = {**deepcopy(old), "$defs": {"Other": _renamed(old["$defs"]["Tree"])}, "$ref": "#/$defs/Other"}
    assert incompatibilities(old, new) == []
    new["$defs"]["Other"]["properties"].pop("name")
    assert "$.name: removed (breaks readers)" in incompatibilities(old, new)


def test_what_an_unknown_keyword_refers_to_counts_as_part_of_it() -> None:
    old = {"type": "object", "allOf": [{"$ref": "#/$defs/A"}], "$defs": {"A": {"required": ["a"]}}}
    new = {**old, "$defs": {"A": {"required": ["b"]}}}
    assert incompatibilities(old, deepcopy(old)) == []
    assert incompatibilities(old, new) == ["$: allOf changed, which this check cannot judge (may break both sides)"]


def test_a_field_added_to_a_closed_object_breaks_its_readers() -> None:
    old = {"type": "object", "properties": {}, "additionalProperties": False}
    new = {**old, "properties": {"a": {"type": "string"}}}
    assert incompatibilities(old, new) == ["$.a: added to a closed object (breaks readers)"]
    assert incompatibilities(old, {"type": "object", "properties": {}}) == [
        "$: further properties may now appear (breaks readers)"
    ]


def test_a_reference_to_elsewhere_is_refused() -> None:
    schema = {"type": "object", "properties": {"a": {"$ref": "other.json"}}}
    with pytest.raises(ValueError, match=r"other\.json"):
        incompatibilities(schema, schema)


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "#/$defs/Other" if key == "$ref" else _renamed(item) for key, item in value.items()}
    return [_renamed(item) for item in value] if isinstance(value, list) else value

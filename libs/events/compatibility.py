"""Incompatible changes of published schemas. Pure.

Other programs write and read every topic, and old events stay for the topic's retention. So a change must be
compatible in both directions:

- **producers** (and stored events): what is valid in the old schema must be valid in the new one. Incompatible: a new
  required field, a type or an enum value that is no longer accepted, a tighter bound, an object that is closed.
- **readers**: a reader of the old schema must understand what is valid in the new one. Incompatible: a removed field,
  one that is no longer required, a new type or enum value (readers branch on them), a changed default.

A changed pattern or format counts as incompatible for both, because it cannot be decided. A looser bound is
compatible: bounds protect our services, and readers must not rely on them. A new optional field is compatible. A change
of an unknown keyword counts as incompatible.
"""

import json
import operator
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from libs.events.alternatives import ANNOTATIONS, Schema, alternatives, as_schema, covers, missing, resolved

_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_EXACT = ("pattern", "format", "multipleOf")
_COMPARED = frozenset(
    {*_LOWER, *_UPPER, *_EXACT, "type", "enum", "const", "anyOf", "oneOf", "$ref", "default", "uniqueItems"}
    | {"properties", "required", "additionalProperties", "items", "prefixItems"}
)


def incompatibilities(old: Schema, new: Schema) -> list[str]:
    """The incompatible changes from `old` to `new`, one line each with its JSON path.

    Both are JSON Schemas (draft 2020-12) whose references point into their own `$defs`.
    """
    return list(dict.fromkeys(_Comparison(old, new).differences(old, new, "$")))


@dataclass(frozen=True)
class _Comparison:
    """Two documents, and the pairs of subschemas whose comparison has begun (for recursive models)."""

    old_root: Schema
    new_root: Schema
    open: frozenset[tuple[int, int]] = frozenset()

    def differences(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        """The differences of two subschemas. A pair that contains itself is compared once."""
        pair = (id(old), id(new))
        if pair not in self.open:
            yield from replace(self, open=self.open | {pair})._differences(as_schema(old), as_schema(new), path)

    def _differences(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        old, new = resolved(self.old_root, old), resolved(self.new_root, new)
        if "default" in old and "default" in new and old["default"] != new["default"]:
            yield f"{path}: default changed from {_json(old['default'])} to {_json(new['default'])} (breaks readers)"
        olds, news = list(alternatives(self.old_root, old)), list(alternatives(self.new_root, new))
        old_types, new_types = [branch["type"] for branch in olds], [branch["type"] for branch in news]
        for name in missing(old_types, new_types):
            yield f"{path}: {name} is no longer accepted (breaks producers)"
        for name in missing(new_types, old_types):
            yield f"{path}: may now be {name} (breaks readers)"
        for name in dict.fromkeys(old_types):
            same = [branch for branch in news if branch["type"] == name]
            wider = [branch for branch in news if branch not in same and covers(branch["type"], name)]
            yield from self._alternatives([old for old in olds if old["type"] == name], same + wider, path)

    def _alternatives(self, olds: list[Schema], news: list[Schema], path: str) -> Iterator[str]:
        """Differences of the branches of one type. Old ones must have an equal new one; others are reported."""
        unused = list(news)
        unmatched = []
        for old in olds:
            match = next((new for new in unused if not list(self._constraints(old, new, path))), None)
            if match is None:
                unmatched.append(old)
            else:
                unused.remove(match)
        for old, new in zip(unmatched, unused, strict=False):
            yield from self._constraints(old, new, path)
        if not news:
            return  # the type is missing, which is already reported
        for branch in unmatched[len(unused) :]:
            yield f"{path}: an alternative of type {branch['type']} was removed (breaks producers)"
        for branch in unused[len(unmatched) :]:
            if branch["type"] == olds[0]["type"]:
                yield f"{path}: an alternative of type {branch['type']} was added (breaks readers)"

    def _constraints(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        yield from _values(old, new, path)
        yield from _bounds(old, new, path)
        for name in _EXACT:
            was, now = old.get(name), new.get(name)
            if was != now:
                yield f"{path}: {name} changed from {_json(was)} to {_json(now)} (breaks both sides)"
        if new.get("uniqueItems") and not old.get("uniqueItems"):
            yield f"{path}: items must now be unique (breaks producers)"
        for name in sorted((old.keys() | new.keys()) - _COMPARED - ANNOTATIONS):
            if old.get(name) != new.get(name) or self._moved(old.get(name)):
                yield f"{path}: {name} changed, which this check cannot judge (may break both sides)"
        yield from self._fields(old, new, path)
        yield from self._items(old, new, path)

    def _moved(self, value: Any) -> bool:
        """Whether the meaning of an unknown value may have changed: definitions that it refers to changed."""
        return '"$ref"' in _json(value) and self.old_root.get("$defs") != self.new_root.get("$defs")

    def _fields(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        had, has = old.get("properties", {}), new.get("properties", {})
        for name in had:
            if name in has:
                yield from self.differences(had[name], has[name], f"{path}.{name}")
            else:
                yield f"{path}.{name}: removed (breaks readers)"
        was, now = set(old.get("required", [])), set(new.get("required", []))
        for name in sorted(now - was):
            yield f"{path}.{name}: is now required (breaks producers)"
        for name in sorted((was - now) & has.keys()):
            yield f"{path}.{name}: is no longer required (breaks readers)"
        if old["type"] == "object":
            yield from self._open(old.get("additionalProperties", True), new.get("additionalProperties", True), path)
            if old.get("additionalProperties") is False:
                yield from (
                    f"{path}.{name}: added to a closed object (breaks readers)" for name in has if name not in had
                )

    def _open(self, old: Any, new: Any, path: str) -> Iterator[str]:
        if old is False or new is False:
            if old is not new:
                side = (
                    "are no longer accepted (breaks producers)" if new is False else "may now appear (breaks readers)"
                )
                yield f"{path}: further properties {side}"
            return
        yield from self.differences(old, new, f"{path}.*")

    def _items(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        if old["type"] != "array":
            return
        had, has = old.get("prefixItems", []), new.get("prefixItems", [])
        for index, (before, after) in enumerate(zip(had, has, strict=False)):
            yield from self.differences(before, after, f"{path}[{index}]")
        if len(had) != len(has):
            yield f"{path}: has {len(has)} places instead of {len(had)} (breaks both sides)"
        yield from self.differences(old.get("items", True), new.get("items", True), f"{path}[*]")


def _values(old: Schema, new: Schema, path: str) -> Iterator[str]:
    had, has = _enum(old), _enum(new)
    if had is None and has is not None:
        yield f"{path}: only {', '.join(has)} are accepted now (breaks producers)"
    elif had is not None and has is None:
        yield f"{path}: may now be other than {', '.join(had)} (breaks readers)"
    elif had is not None and has is not None:
        yield from (
            f"{path}: value {value} is no longer accepted (breaks producers)" for value in had if value not in has
        )
        yield from (f"{path}: value {value} was added (breaks readers)" for value in has if value not in had)


def _bounds(old: Schema, new: Schema, path: str) -> Iterator[str]:
    for names, tighter in ((_LOWER, operator.gt), (_UPPER, operator.lt)):
        for name in names:
            was, now = old.get(name), new.get(name)
            if now is not None and (was is None or tighter(now, was)):
                yield f"{path}: {name} tightened from {_json(was)} to {_json(now)} (breaks producers)"


def _enum(schema: Schema) -> list[str] | None:
    """The allowed values as JSON texts, or None when any value is."""
    if "const" in schema:
        return [_json(schema["const"])]
    return [_json(value) for value in schema["enum"]] if "enum" in schema else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

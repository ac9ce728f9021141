"""Which environment variables a class of settings reads, and which look like one of them misspelt."""

import difflib
from collections.abc import Iterator, Mapping
from functools import cache

from pydantic.fields import FieldInfo

from libs.settings.base import Settings

ALIKE = 0.9
"""Names that share so much of their characters are one name and a misspelling of it (difflib's ratio)."""


def variable(settings: type[Settings], name: str, field: FieldInfo) -> str:
    """The environment variable of a field."""
    return field.alias or f"{settings.model_config.get('env_prefix', '')}{name}".upper()


def variables(settings: type[Settings]) -> Iterator[tuple[str, str, FieldInfo]]:
    """Environment variable, field's name and field of each setting of this class, without those of its parts."""
    for name, field in settings.model_fields.items():
        if part_of(field) is None:
            yield variable(settings, name, field), name, field


def parts(settings: type[Settings]) -> Iterator[tuple[str, type[Settings]]]:
    """Field's name and class of each part: a field that is a class of settings itself."""
    for name, field in settings.model_fields.items():
        part = part_of(field)
        if part is not None:
            yield name, part


def part_of(field: FieldInfo) -> type[Settings] | None:
    """The class of a field that holds settings; None for a setting."""
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, Settings) else None


def misspelt(settings: type[Settings], environment: Mapping[str, str]) -> dict[str, str]:
    """Variables in `environment` that are none of these settings but look like one that is not set: name → meant."""
    known = _names(settings)
    unset = known - environment.keys()
    found = {}
    for name in environment.keys() - known:
        meant = difflib.get_close_matches(name, unset, n=1, cutoff=ALIKE)
        if meant and "_" in meant[0]:
            found[name] = meant[0]
    return found


@cache
def _names(settings: type[Settings]) -> frozenset[str]:
    own = {name for name, _, _ in variables(settings)}
    return frozenset(own.union(*(_names(part) for _, part in parts(settings))))

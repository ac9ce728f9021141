from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from libs.llm.schema import strict_schema


class Inner(BaseModel):
    value: float = Field(default=1, gt=0)
    kind: Literal["a", "b"] = "a"


class Outer(BaseModel):
    inner: Inner | None = None
    names: list[Annotated[str, Field(max_length=3)]] = Field(default=[], max_length=2, description="who")


INNER: dict[str, Any] = {
    "type": "object",
    "properties": {"value": {"type": "number"}, "kind": {"type": "string", "enum": ["a", "b"]}},
    "required": ["value", "kind"],
    "additionalProperties": False,
}


def test_all_required_none_additional_no_references_no_limits() -> None:
    assert strict_schema(Outer) == {
        "type": "object",
        "properties": {
            "inner": {"anyOf": [INNER, {"type": "null"}]},
            "names": {"type": "array", "items": {"type": "string"}, "description": "who"},
        },
        "required": ["inner", "names"],
        "additionalProperties": False,
    }


def test_limits_where_wanted() -> None:
    names = strict_schema(Outer, limits=True)["properties"]["names"]
    assert (names["maxItems"], names["items"]["maxLength"]) == (2, 3)

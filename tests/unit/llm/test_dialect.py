from pydantic import BaseModel

from libs.llm.dialect import Dialect


class Answer(BaseModel):
    word: str


def request(dialect: Dialect) -> dict[str, object]:
    return dialect.request(model="m", system="s", user="u", answer=Answer, max_tokens=7)


def test_first_asks_for_a_strict_schema_at_temperature_0() -> None:
    asked = request(Dialect())
    assert asked["response_format"] == {
        "type": "json_schema",
        "json_schema": {
            "name": "Answer",
            "strict": True,
            "schema": {
                "type": "object",
                "properties": {"word": {"type": "string"}},
                "required": ["word"],
                "additionalProperties": False,
            },
        },
    }
    assert asked["extra_body"] == {"max_tokens": 7, "temperature": 0}
    assert "tools" not in asked


def test_without_schema_the_prompt_tells_it() -> None:
    asked = request(Dialect(schema=False))
    assert asked["response_format"] == {"type": "json_object"}
    assert '"word"' in str(asked["messages"])


def test_openrouter_is_asked_for_hosts_that_keep_to_the_schema() -> None:
    assert request(Dialect.of("openrouter"))["extra_body"] == {
        "max_tokens": 7,
        "temperature": 0,
        "provider": {"require_parameters": True},
    }


def test_each_refusal_takes_one_thing_away_until_nothing_is_left() -> None:
    dialect = Dialect.of("openai")
    one = dialect.plainer(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
    assert one == Dialect(max_tokens="max_completion_tokens")
    two = one.plainer(400, "'temperature' does not support 0 with this model")
    assert two == Dialect(max_tokens="max_completion_tokens", temperature=False)
    three = two.plainer(422, "response_format.json_schema: not supported")
    assert three == Dialect(max_tokens="max_completion_tokens", temperature=False, schema=False)
    assert three.plainer(400, "still no") is None


def test_what_is_not_about_the_phrasing_is_left_alone() -> None:
    assert Dialect().plainer(401, "bad key") is None
    assert Dialect().plainer(404, "model 'm' not found") is None
    assert Dialect.of("openrouter").plainer(404, "model not found") is None


def test_openrouter_without_a_host_for_schemas() -> None:
    plainer = Dialect.of("openrouter").plainer(404, "No endpoints found that can handle the requested parameters.")
    assert plainer == Dialect(schema=False)

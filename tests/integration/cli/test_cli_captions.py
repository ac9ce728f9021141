"""`reelbus captions`: captions without a broker, as pipes see it."""

import asyncio
import json
import os
import pty
import sys
from typing import Any

import pytest

from tests.integration.conftest import PATIENCE, environment, reelbus_on


@pytest.fixture
def reelbus() -> Any:
    return reelbus_on("127.0.0.1:1")  # no broker is there, and none is needed


def test_one_payload_a_line_in_the_order_of_the_input(reelbus: Any) -> None:
    given = """{"video_id": "a", "caption": "Heels KSh 4,500 #one"}
{"caption": "no id #two", "unknown": [1]}
a bare line {
{"video_id": "x"}
{"video_id": 7, "caption": "no text id"}
{"video_id": "b", "caption": "", "seller_handle": "s"}"""
    done = reelbus("captions", "parse", "--method", "rules", given=given)
    assert done.returncode == 1
    parsed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["video_id"] for row in parsed] == ["a", "line-2", "b"]
    assert (parsed[0]["price"], parsed[0]["currency"]) == (4500, "KES")
    assert parsed[0]["hashtags"] == ["one"]
    assert parsed[2]["seller_handle"] == "s"
    errors = done.stderr.splitlines()
    assert errors[0].startswith("line 3: not JSON")
    assert errors[1] == "line 4: no JSON object with a caption"
    assert errors[2].startswith("line 5: video_id: ")
    assert errors[3] == "reelbus: 3 left out"


async def test_reading_from_a_terminal_is_said() -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b'{"caption": "only 55k"}\n\x04')  # Ctrl-D
    parsing = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reelbus", "captions", "parse", "--method", "rules",
        env=environment("127.0.0.1:1"), stdin=theirs, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(parsing.communicate(), PATIENCE)
    os.close(theirs)
    os.close(ours)
    assert json.loads(out)["price"] == 55000
    assert err == b"reading from the terminal; end the input with Ctrl-D on an empty line\n"


def test_the_seller_currency_is_that_of_the_settings(reelbus: Any) -> None:
    done = reelbus("captions", "parse", given='{"caption": "only 55k"}\n', DEFAULT_CURRENCY="NGN")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["currency"] == "NGN"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_captions_are_printed_in_any_encoding(reelbus: Any, encoding: str) -> None:
    given = '{"caption": "\\u65b0\\u54c1 55k \\ud83d\\udd25"}\n{"caption": "half \\ud83d of it"}\n'
    done = reelbus("captions", "parse", "--method", "rules", given=given, PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout)["caption"] == "新品 55k 🔥"
    assert done.stderr.splitlines() == [
        "line 2: not valid text: an unpaired surrogate escape",
        "reelbus: 1 left out",
    ]


def test_a_model_that_is_not_configured_is_one_line(reelbus: Any) -> None:
    refused = reelbus("captions", "parse", "--method", "llm", given="{}")
    assert refused.returncode == 2
    assert "LLM_PROVIDER" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_model_that_fails_is_said_beside_the_payloads_and_not_among_them(reelbus: Any) -> None:
    model = {"LLM_PROVIDER": "ollama", "OLLAMA_BASE_URL": "http://127.0.0.1:1", "LLM_TIMEOUT_SECONDS": "5"}
    done = reelbus("captions", "parse", given='{"caption": "only 55k"}\n', **model)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["degraded"] is True
    assert "caption_model_failed" in done.stderr


def test_scores_of_labelled_captions(reelbus: Any, tmp_path: Any) -> None:
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_text(
        '{"caption": "Heels KSh 4,500 #one", "price": 4500, "currency": "KES", "hashtags": ["one"]}\n'
        '{"caption": "Loafers KSh 1,000", "price": 999}\n'
        "oops\n"
    )
    done = reelbus("captions", "score", str(labelled), "--method", "rules", "--json", "--errors")
    assert done.returncode == 1
    assert "line 3: not JSON" in done.stderr
    report = json.loads(done.stdout)
    assert report["captions"] == 2
    assert report["wrong_price_rate"]["strict"] == 0.5
    assert report["strict"]["currency"]["precision"] == 1
    (miss,) = report["misses"]
    assert (miss["id"], miss["field"], miss["expected"], miss["got"]) == ("line-2", "price", 999, 1000)

    plain = reelbus("captions", "score", str(labelled), "--method", "rules", "--errors")
    assert "wrong prices\t50.00%\t1 of 2 captions\n" in plain.stdout
    assert "line-2\tprice\texpected 999\tgot 1000\tLoafers KSh 1,000\n" in plain.stdout


def test_our_corpus_is_the_default(reelbus: Any) -> None:
    done = reelbus("captions", "score", "--method", "rules", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["captions"] >= 200

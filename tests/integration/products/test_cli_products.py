"""`reelbus products` and `reelbus images`, as their user runs them."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from libs.bus import BusSettings, KafkaBus
from libs.bus.kafka.admin import partition_numbers
from libs.events import ImageGenerationRequested, ProductSubmitted
from tests.integration.products.conftest import Desk, Done
from tests.integration.products.service import work_on
from tests.support.records import read_all

HOSTILE = "shoes\x1b[31m<script>alert(1)</script>\u202e"


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """A file that begins as a picture does."""
    path = tmp_path / "Red shoe"
    Image.linear_gradient("L").save(path, "JPEG")
    return str(path)


def sent(topic: str, subject: str) -> list[Any]:
    """The payloads on a topic about `subject`."""
    kind = ProductSubmitted if topic == "product-submitted" else ImageGenerationRequested
    bus = KafkaBus(BusSettings())

    async def read() -> list[Any]:
        records = await read_all(bus, topic, (await partition_numbers(bus))[topic])
        found = [kind.model_validate_json(record.value or b"") for record in records]
        return [one for one in found if subject in (getattr(one, "product_id", None), getattr(one, "job_id", None))]

    return asyncio.run(read())


def work(job: str, **outcomes: str) -> None:
    """The service ends the job: `_1="made"`."""
    asyncio.run(work_on(job, {int(name[1:]): outcome for name, outcome in outcomes.items()}))


def test_a_product_from_its_photo_to_its_review(desk: Desk, photo: str, tmp_path: Path) -> None:
    product = "id/7 ü;'--"
    added = desk(
        "products", "add", product, "--image", photo, "--title", "Heels", "--category", HOSTILE, "--count", "3"
    )
    assert added.status == 0, added
    (shown, uri), requested = added.rows
    assert (shown, requested) == (product, ["requested", f"product/{product}/1"])
    assert uri.startswith(f"{(tmp_path / 'objects').as_uri()}/raw/id-7-")
    assert uri.endswith(".jpg")
    assert Path(uri.removeprefix("file://")).read_bytes() == Path(photo).read_bytes()
    assert (
        desk(
            "products", "add", product, "--image", photo, "--title", "Heels", "--category", HOSTILE, "--count", "3"
        ).stdout
        == added.stdout
    )
    first, again = sent("product-submitted", product)
    assert first == again
    assert (first.run, first.count, first.raw_image, first.category) == ("1", 3, uri, HOSTILE)

    other = desk("products", "add", product, "--image", photo, "--count", "2")
    assert other.status == 2
    assert other.error.endswith(
        f"before with another category, count, title: use `reelbus products regenerate {product}`"
    )
    assert desk("products", "approve", product).error == f"product {product} has no picture that waits for a review"

    work(f"product/{product}/1", _1="made", _2="made", _3="blocked")
    listed = desk("products", "list")
    assert listed.rows[0][:4] == [product, "pending_review", "2", "0"]
    assert "\\x1b[31m<script>alert(1)</script>\\u202e" in listed.stdout
    assert "\x1b" not in listed.stdout
    document = json.loads(desk("products", "show", product, "--json").stdout)
    assert document["category"] == HOSTILE
    one, two = document["picture"]
    assert (one["number"], one["status"], one["run"], one["size"], one["flags"], one["model"]) == (
        1, "pending_review", "1", "1024x1024", ["padded", "likeness 0.61"], "local u2netp-1",
    )  # fmt: skip
    assert document["missing"] == [{"number": 3, "run": "1", "cause": "blocked", "reason": "blocked: \x1b[31mSAFETY"}]
    assert document["run"][0]["cost_usd"] == 0.12
    plain = desk("products", "show", product)
    assert "\x1b" not in plain.stdout
    assert ["missing", "3", "1", "blocked", "blocked: \\x1b[31mSAFETY"] in plain.rows

    assert desk("products", "approve", product).status == 2
    assert "choose with --image N (1, 2), or --all" in desk("products", "approve", product).error
    assert "there is no number 9" in desk("products", "reject", product, "--image", "9").error
    assert desk("products", "reject", product, "--image", "1").rows == [[product, "pending_review", "rejected", "1"]]
    assert desk("products", "approve", product).rows == [[product, "approved", "approved", "2"]]
    assert desk("products", "list", "--status", "approved").rows[0][2:4] == ["0", "1"]
    assert desk("products", "list", "--status", "failed").rows == []
    assert two["uri"] in desk("products", "show", product).stdout


def test_new_pictures_are_another_run_and_asked_for_twice(desk: Desk, photo: str) -> None:
    assert desk("products", "add", "sku-1", "--image", photo, "--no-submit").rows[-1][0] == "sku-1"
    assert sent("product-submitted", "sku-1") == []
    unasked = desk("products", "regenerate", "sku-1")
    assert (unasked.status, unasked.error) == (
        2, "nothing was done: stdin is not a terminal, so regenerate needs --yes",
    )  # fmt: skip
    done = desk(
        "products",
        "regenerate",
        "sku-1",
        "--yes",
        "--instructions",
        "on a table",
        "--preset",
        "studio",
        "--preset",
        "white",
    )
    assert done.rows == [["requested", "product/sku-1/2"]]
    assert desk("products", "regenerate", "sku-1", "-y").rows == [["requested", "product/sku-1/3"]]
    first, second = sorted(sent("product-submitted", "sku-1"), key=lambda one: one.run)
    assert (first.run, first.instructions, first.presets, first.raw_image) == (
        "2",
        "on a table",
        ["studio", "white"],
        None,
    )
    assert (second.run, second.instructions) == ("3", None)
    unknown = desk("products", "regenerate", "sku-2", "--yes")
    assert (unknown.status, unknown.error) == (1, "product sku-2 is not in products; did you mean sku-1?")


def test_waiting_ends_with_the_job(desk: Desk, photo: str) -> None:
    desk("products", "add", "w", "--image", photo, "--count", "2")
    waited = desk("products", "add", "w", "--image", photo, "--count", "2", "--wait", "--timeout", "0.01")
    assert waited.status == 1
    assert waited.error.startswith("product/w/1 has not ended within 0.01 s")
    work("product/w/1", _1="made", _2="unknown")
    done = desk("products", "add", "w", "--image", photo, "--count", "2", "--wait")
    assert (done.status, done.error) == (3, "product/w/1 needs attention: no answer in 300 s")
    kinds = [row[0] for row in done.rows]
    assert kinds == ["w", "requested", "product/w/1", "needs_attention", "picture", "missing", "cost", "unknown"]
    assert done.rows[2][1:] == ["needs_attention", "2/2 pictures", "1 made", "1 missing", "$0.0400"]
    assert done.rows[-1] == ["unknown", "1", "at most $0.0400", "`reelbus calls list`"]
    calls = json.loads(desk("products", "show", "w", "--json").stdout)["call"]
    assert [(call["run"], call["state"], call["reason"]) for call in calls] == [("1", "unknown", "no answer in 300 s")]
    desk("products", "regenerate", "w", "--yes", "--count", "1")
    work("product/w/2", _1="blocked")
    document = json.loads(desk("products", "show", "w", "--json").stdout)
    assert document["status"] == "pending_review", "there is a picture of the first run"
    assert [(run["run"], run["status"]) for run in document["run"]] == [("1", "needs_attention"), ("2", "failed")]


def test_images_for_a_prompt_are_saved_and_paid_once(desk: Desk, photo: str, tmp_path: Path) -> None:
    args = ("images", "generate", "a red shoe\n on sand", "--count", "2", "--aspect", "4:5", "--reference", photo)
    requested = desk(*args)
    assert requested.status == 0, requested
    job = requested.rows[0][1]
    assert desk(*args[:2], f" {args[2]}\n", *args[3:]).stdout == requested.stdout, "blanks around a prompt say nothing"
    first, again = sent("image-generation-requested", job.split("/")[1])
    assert first == again
    assert (first.prompt, first.count, first.aspect, first.size) == ("a red shoe\n on sand", 2, "4:5", 1024)
    assert "/raw/images/" in first.reference_images[0]
    work(job, _1="made", _2="made")
    folder = tmp_path / "made" / "here"
    done = desk(*args, "--to", str(folder))
    assert done.status == 0, done
    saved = [row[1] for row in done.rows if row[0] == "saved"]
    assert sorted(saved) == sorted(str(path) for path in folder.iterdir())
    assert Path(saved[0]).read_bytes() == f"picture {job} 1".encode()
    another = desk(*args, "--run", "2")
    assert another.rows == [["requested", job[:-1] + "2"]]
    work(another.rows[0][1], _1="blocked", _2="blocked")
    failed = desk(*args, "--run", "2", "--wait")
    assert (failed.status, failed.error) == (1, f"{job[:-1]}2 failed: blocked: \x1b[31mSAFETY")
    assert "\x1b" not in failed.stdout
    mine = desk("images", "generate", "other", "--job-id", job.split("/")[1])
    assert mine.status == 2
    assert "choose another --job-id or --run" in mine.error


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("images", "generate", "x" * 100_000), "prompt: String should have at most 8000 characters"),
        (("images", "generate", "  "), "prompt: must not be blank"),
        (("images", "generate", "x", "--aspect", "4:0"), "--aspect: must be width and height of 1 to 99, such as 4:5"),
        (("images", "generate", "x", "--job-id", "a\nb"), "--job-id: must be 1 to 256 printable characters"),
        (("products", "add", "a\x1b[1m", "--image", "http://h/1.jpg"), "ID: must be 1 to 256 printable characters"),
        (("products", "show", "\udcff"), "ID: must be 1 to 256 printable characters"),
        (("products", "show", "x" * 257), "ID: must be 1 to 256 printable characters"),
        (("products", "add", "1", "--image", "no such.jpg"), "--image: no such.jpg: No such file or directory"),
        (("products", "add", "1", "--image", "/"), "--image: /: Is a directory"),
        (("products", "add", "1", "--image", "/dev/null"), "--image: /dev/null is empty"),
        (("products", "add", "1", "--image", __file__), f"--image: {__file__} is not a picture (JPEG, PNG, WebP, AVIF, GIF, BMP), or its header is broken"),
        (("products", "add", "1", "--image", "http://h/1.jpg", "--no-submit", "--wait"), "--wait cannot be combined with --no-submit"),
        (("products", "add", "1", "--image", "file:///etc/passwd", "--no-submit"), "is outside STORAGE_URI"),
        (("products", "approve", "1", "--image", "1", "--all"), "--image cannot be combined with --all"),
        (("products", "add", "1", "--image", "http://h/1.jpg", "--title", "x" * 501), "title: String should have at most 500 characters"),
        (("products", "add", "1", "--image", "http://h/1.jpg", "--instructions", "x" * 2001), "instructions: String should have at most 2000 characters"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_sends_nothing(desk: Desk, args: tuple[str, ...], says: str) -> None:
    done = desk(*args)
    assert done.status == 2
    assert says in done.error
    assert done.stdout == ""


@pytest.mark.parametrize("count", ["0", "11", "many"])
@pytest.mark.parametrize("command", [("products", "add", "1", "--image", "x"), ("images", "generate", "x")])
def test_counts_out_of_range(desk: Desk, command: tuple[str, ...], count: str) -> None:
    done: Done = desk(*command, "--count", count)
    assert done.status == 2
    assert "--count" in done.notes


def test_a_shops_wrong_table_is_one_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENHANCE_PRODUCTS_TABLE", "goods")
    done = desk("products", "list")
    assert (done.status, done.error) == (
        2, "there is no table goods in DATABASE_URL: ENHANCE_PRODUCTS_TABLE must name the shop's table",
    )  # fmt: skip

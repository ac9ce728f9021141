"""The results of the demo: as text, in a table, on a page."""

import html
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from rich.console import Console

from libs.events import CaptionParsed, CollageBatchCompleted, CollageGenerated, ListingUpdated, ThumbnailGenerated
from reelbus.demo import command as demo
from reelbus.demo.collages import Batch
from reelbus.demo.enhanced import Photos
from reelbus.demo.facts import facts, picture_facts
from reelbus.demo.listings import finished, listing_facts
from reelbus.demo.page import Outcome, page
from reelbus.demo.view import LiveTable
from reelbus.stack.services import settings_here, without

OBJECTS = "file:///somewhere/objects"
CAPTION = "<b>Heels</b> 55k & more"


def parsed(**more: Any) -> CaptionParsed:
    proof = {"text": "55k", "start": 13, "end": 16, "method": "rules", "confidence": 0.98}
    return CaptionParsed(
        **{
            "video_id": "v",
            "caption": CAPTION,
            "title": "<b>Heels",
            "price": 55000,
            "evidence": {"price": proof},
            **more,
        }
    )


def generated(**more: Any) -> ThumbnailGenerated:
    def stored(rank: int, aspect: str, width: int, height: int, fmt: str) -> dict[str, Any]:
        name = f"{rank}-{width}x{height}.{fmt}"
        return {
            "uri": f"{OBJECTS}/thumbnails/v/{name}", "width": width, "height": height, "aspect": aspect, "format": fmt,
            "bytes": 9, "sha256": "0" * 64, "rank": rank, "crop": (0, 0, width, height),
        }  # fmt: skip

    shapes = [("1:1", 100, 100), ("4:5", 80, 100), ("16:9", 160, 90)]
    boxes = [
        {"label": "cup", "confidence": sure, "box": (0, 0, 9, 9)} for sure in (0.881, 0.5)
    ] + [{"label": "<i>", "confidence": 0.3, "box": (0, 0, 9, 9)}]  # fmt: skip
    frames = [
        {"rank": rank, "chosen": True, "time": 3.21 - rank, "score": 0.9 - rank / 10, "boxes": boxes, "why": "<why>"}
        for rank in (1, 2)
    ]
    thumbnails = [stored(rank, *shape, fmt) for rank in (1, 2) for shape in shapes for fmt in ("jpeg", "webp")]
    given = {"video_id": "v", "status": "generated", "frames": frames, "thumbnails": thumbnails, "detector": "d"}
    return ThumbnailGenerated(**{**given, **more})


FAILED = ThumbnailGenerated(video_id="v", status="failed", reason="too long: <90 s>\x1b[31m", cause="too-long")


def test_the_facts_of_a_picture() -> None:
    assert picture_facts(generated()) == {"picture": "2.2 s: cup 88%, <i> 30%", "score": "0.80", "stored": "12"}
    frames = [frame.model_copy(update={"boxes": []}) for frame in generated().frames]
    assert picture_facts(generated(frames=frames))["picture"] == "2.2 s: nothing found"
    assert picture_facts(generated(detector=None))["picture"] == "2.2 s"
    assert picture_facts(generated(video_id="test123"))["picture"].endswith("(stand-in footage)")


def listed(**more: Any) -> ListingUpdated:
    tag = {"tag": "style:<i>", "text": "<b>Heels", "start": 0, "end": 8, "confidence": 0.9}
    given = {
        "video_id": "v", "version": 3, "complete": True, "updated_at": "2026-11-28T12:00:00Z", "tags": [tag],
        "category": "apparel.shoes", "category_path": ["apparel", "apparel.shoes"], "category_confidence": 0.97,
        "availability": "sold_out", "parts": {key: {"status": "ready"} for key in ("caption", "tags", "thumbnail")},
    }  # fmt: skip
    return ListingUpdated.model_validate({**given, **more})


def test_the_facts_of_a_listing() -> None:
    assert listing_facts(listed()) == {
        "category": "apparel › shoes 97%", "tags": "style:<i>", "availability": "sold out", "listing": "complete",
    }  # fmt: skip
    parts = {
        "caption": {"status": "ready"},
        "tags": {"status": "waiting"},
        "thumbnail": {"status": "failed", "reason": "private"},
    }
    half = listed(complete=False, category=None, category_path=[], tags=[], waiting_for=["tags"], parts=parts)
    assert listing_facts(half) == {
        "category": "–", "tags": "–", "availability": "sold out", "listing": "no thumbnail: private; waits for tags",
    }  # fmt: skip


def test_a_listing_is_finished_when_no_running_service_can_add_to_it() -> None:
    assert finished(listed(), {"caption", "tagger", "thumbnail"})
    half = listed(complete=False, waiting_for=["tags"])
    assert not finished(half, {"caption", "tagger"})
    assert finished(half, {"tagger"}), "without captions there are no tags"
    assert finished(half, {"caption", "thumbnail"})


def test_the_page_shows_the_listing_with_the_words_of_its_tags() -> None:
    video = {"video_id": "v", "seller_handle": "s", "caption": CAPTION}
    shown = page([Outcome(video, parsed(), generated(), listed())], Photos(), Batch(), OBJECTS)
    assert '<mark title="style:&lt;i&gt; 90%">&lt;b&gt;Heels</mark>' in shown
    for words in ("apparel › shoes 97%", "sold out", "complete"):
        assert words in shown


def test_a_failure_has_its_reason_with_control_characters_escaped() -> None:
    assert picture_facts(FAILED) == {"picture": "failed: too long: <90 s>\\x1b[31m", "score": "–", "stored": "0"}


@pytest.mark.parametrize("width", [60, 80, 100, 149, 150, 200])
def test_the_table_shows_caption_and_picture_at_every_width(width: int) -> None:
    table = LiveTable([{"video_id": "v", "caption": CAPTION}, {"video_id": "w", "caption": "waits"}], {})
    table.show("v", picture_facts(generated()))  # before the caption's: the topics come in any order
    table.show("v", facts(parsed()))
    console = Console(width=width, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as capture:
        console.print(table.render(width))
    lines = capture.get().splitlines()
    printed = " ".join(capture.get().split())
    assert all(len(line) <= width for line in lines)
    for words in ("55,000", "2.2 s:", "0.80", "…"):
        assert words in printed


def test_the_page_shows_pictures_and_facts_and_escapes_all() -> None:
    video = {"video_id": "v", "seller_handle": "<s>", "caption": CAPTION}
    shown = page([Outcome(video, parsed(), generated())], Photos(), Batch(), OBJECTS)
    body = shown.partition("<body>")[2]
    for evil in ("<b>", "<i>", "<s>", "<why>", "<script"):
        assert evil not in body
    assert 'Heels&lt;/b&gt; <mark title="price 98%">55k</mark> &amp; more' in body
    assert 'src="objects/thumbnails/v/1-80x100.jpeg" width="80" height="100"' in body, "the tallest cut, as JPEG, first"
    assert body.index("1-80x100") < body.index("1-100x100") < body.index("2-80x100")
    assert ".webp" not in body
    assert "cup 88%" in body
    assert "12 pictures" in body


class Attributes(HTMLParser):
    """Those of all elements: name and value."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += attrs


def test_untrusted_text_stays_inside_its_attribute() -> None:
    """A quote in a name does not end the attribute."""
    evil = 'x" onerror="alert(1)" \' onload=\'alert(2)'
    caption = parsed(evidence={evil: parsed().evidence["price"]})
    uri = f"{OBJECTS}/{evil}.jpg"
    stored = [one.model_copy(update={"uri": uri}) for one in generated().thumbnails]
    pictures = generated(video_id=evil, thumbnails=stored)
    batch = Batch()
    batch.add(CollageGenerated(batch_id="b", creator=evil, page=1, status="generated", uri=uri, placed=2, missing=0))
    batch.add(CollageBatchCompleted(batch_id="b", status="completed", csv_uri="c", page_uri=f"{OBJECTS}/{evil}.html"))
    video = {"video_id": evil, "seller_handle": evil, "caption": evil}
    found = Attributes(page([Outcome(video, caption, pictures), Outcome(video)], Photos(), batch, OBJECTS)).found
    assert ("title", f"{evil} 98%") in found
    assert ("alt", f"{evil}, page 1: 2 covers") in found
    assert ("title", f"{evil}: 4:5, at 2.2 s, 80 × 100 pixels") in found
    assert {value for name, value in found if name in ("href", "src")} == {
        f"objects/{quote(evil)}.jpg", f"objects/{quote(evil)}.html",
    }  # fmt: skip
    assert not any(name.startswith("on") for name, _ in found)


def test_the_page_shows_why_there_are_no_pictures_and_links_only_to_its_folder() -> None:
    video = {"video_id": "v", "seller_handle": "s", "caption": CAPTION}
    assert html.escape("failed: too long: <90 s>") in page(
        [Outcome(video, parsed(), FAILED)], Photos(), Batch(), OBJECTS
    )
    assert "no thumbnails" in page([Outcome(video)], Photos(), Batch(), OBJECTS)
    assert "<img" not in page([Outcome(video, parsed(), generated())], Photos(), Batch(), "file:///elsewhere/objects")


def test_the_page_shows_collages_and_links_to_their_summary() -> None:
    batch = Batch()
    assert "CSV of covers" not in page([], Photos(), batch, OBJECTS)
    assert batch.summary == ""
    for creator, uri in (("<b>", f"{OBJECTS}/collages/2.jpg"), ("<a>", "s3://elsewhere/1.jpg")):
        batch.add(
            CollageGenerated(
                batch_id="b",
                creator=creator,
                page=1,
                status="partial",
                uri=uri,
                placed=2,
                missing=1,
                width=10,
                height=20,
            )
        )
    summary = f"{OBJECTS}/results/b.html"
    batch.add(
        CollageBatchCompleted(
            batch_id="b", status="completed", csv_uri="c", pages=2, placed=4, missing=2, page_uri=summary
        )
    )
    shown = page([], Photos(), batch, OBJECTS)
    assert 'src="objects/collages/2.jpg" width="10" height="20"' in shown
    assert "elsewhere" not in shown
    assert 'href="objects/results/b.html"' in shown
    assert shown.index("&lt;a&gt;, page 1: 2 covers, 1 missing") < shown.index("&lt;b&gt;")
    assert batch.summary == "a CSV of 6 covers: 2 collages, 2 missing\n"


def test_the_demo_does_not_use_stores_and_databases_of_the_user() -> None:
    users = {
        "STORAGE_URI": "s3://b",
        "S3_BUCKET_NAME": "b",
        "AWS_REGION": "x",
        "DATABASE_URL": "x",
        "FETCH_ATTEMPTS": "9",
        "LLM_MODEL": "m",
    }
    kept = {"LLM_MODEL": "m", "IMAGE_PROVIDER": "local"}
    assert demo.settings(users, "127.0.0.1:1") == kept | {"FETCH_ALLOW_PRIVATE": "127.0.0.1:1"}
    assert demo.settings(users, None) == kept
    video = demo.samples()[0]
    assert demo.sample_event(video, "127.0.0.1:1")["video_url"] == "http://127.0.0.1:1/test123.mp4"
    assert demo.sample_event(video, None)["video_url"] is None


def test_the_demo_makes_pictures_without_keys_and_limits_of_the_user() -> None:
    """Whatever is in the environment, a picture of the demo costs nothing."""
    keys = dict.fromkeys(("GEMINI_API_KEY", "GEMINI_BASE_URL", "GOOGLE_API_KEY", "OPENAI_IMAGE_MODEL"), "k")
    shop = {"ENHANCED_IMAGES_COUNT": "9", "ENHANCE_PRODUCTS_TABLE": "theirs", "REDIS_URL": "redis://theirs"}
    captions = {"LLM_PROVIDER": "openai", "OPENAI_API_KEY": "k"}
    users = keys | shop | captions | {"IMAGE_PROVIDER": "openai", "ENHANCE_MASK_MODEL_PATH": "mine.onnx"}
    here = demo.settings(users, None)
    assert here == captions | {"IMAGE_PROVIDER": "local", "ENHANCE_MASK_MODEL_PATH": "mine.onnx"}
    of_enhance = without(here, demo.WITHHELD["enhance"])
    assert of_enhance == {
        "LLM_PROVIDER": "openai", "IMAGE_PROVIDER": "local", "ENHANCE_MASK_MODEL_PATH": "mine.onnx",
    }  # fmt: skip


def test_settings_of_the_user_replace_those_of_a_single_machine(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "a folder"
    database = {"DATABASE_URL": f"sqlite:///{folder}/reelbus.db", "INGEST_POLL_SECONDS": "1"}
    assert settings_here({}, folder) == database | {"STORAGE_URI": f"{tmp_path.as_uri()}/a%20folder/objects"}
    assert settings_here({"S3_BUCKET_NAME": "b"}, folder) == database | {"S3_BUCKET_NAME": "b"}
    weights = tmp_path / "reelbus/models/yolov3-tiny.onnx"
    weights.parent.mkdir(parents=True)
    weights.touch()
    users = {
        "STORAGE_URI": "s3://b",
        "YOLO_MODEL_PATH": "mine.pt",
        "INGEST_POLL_SECONDS": "9",
        "DATABASE_URL": "postgresql://db/reelbus",
    }
    assert settings_here(users, folder) == users
    assert settings_here(users | {"YOLO_MODEL_PATH": ""}, folder)["YOLO_MODEL_PATH"] == str(weights)

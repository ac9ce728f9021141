"""Where states are, and what a store has of the changelog when it is opened again."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from faust.types import TP

from libs.bus import BusSettings
from services.catalog.stream.app import application, table
from services.catalog.stream.settings import CHANGELOG, StreamSettings
from services.catalog.stream.store import States

PLACE = TP(CHANGELOG, 3)


def opened(folder: Path | None) -> States:
    own = StreamSettings.model_validate({"CATALOG_STATE_FOLDER": folder})
    brokers = BusSettings(bootstrap_servers="127.0.0.1:1", security_protocol="PLAINTEXT")
    return table(application("g", brokers, own, embedded_broker=False, drain_seconds=1), own)


def restored(offset: int, key: bytes, state: bytes) -> Any:
    """A record of the changelog."""
    message = SimpleNamespace(tp=PLACE, partition=PLACE.partition, offset=offset, key=key, value=state)
    return SimpleNamespace(message=message, key=key, value=state)


@pytest.mark.parametrize("kept", [True, False], ids=["folder", "memory"])
async def test_a_store_in_a_folder_has_its_states_when_it_is_opened_again_and_one_in_memory_has_none(
    kept: bool, tmp_path: Path
) -> None:
    folder = tmp_path if kept else None
    states = opened(folder)
    states.data.apply_changelog_batch([restored(7, b"k", b"a"), restored(8, b"k", b"b")], bytes, bytes)
    assert states.data.get(b"k") == b"b"
    await states.data.stop()
    again = opened(folder)
    assert again.persisted_offset(PLACE) == (8 if kept else None), "from where the changelog is read"
    assert again.data.get(b"k") == (b"b" if kept else None)
    assert bool(list(tmp_path.rglob("*.sst")) or list(tmp_path.rglob("*.log"))) == kept

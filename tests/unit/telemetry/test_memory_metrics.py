"""Memory with children: each page once, whoever shares it, and as far as the system tells."""

from pathlib import Path

import pytest

from libs.telemetry.memory import descendants, held, limit, sample

MB = 1024 * 1024


def process(proc: Path, pid: int, parent: int, *, pss: int | None = None, rss_pages: int = 0, name: str = "p") -> Path:
    folder = proc / str(pid)
    folder.mkdir(parents=True)
    (folder / "stat").write_text(f"{pid} ({name}) S {parent} 1 1")
    (folder / "statm").write_text(f"9999 {rss_pages} 1 1")
    if pss is not None:
        (folder / "smaps_rollup").write_text(f"00-ff ---p [rollup]\nRss:  99999 kB\nPss:  {pss} kB\nPss_Anon:  1 kB\n")
    return folder


def test_children_and_their_children_count_and_strangers_do_not(tmp_path: Path) -> None:
    process(tmp_path, 10, 1)
    process(tmp_path, 11, 10, name="a) S 99 (b")  # a name may be anything
    process(tmp_path, 12, 11)
    process(tmp_path, 13, 1)
    (tmp_path / "14").mkdir()  # it ended while we looked
    assert sorted(descendants(10, tmp_path)) == [11, 12]


def test_a_share_is_told_where_it_may_be_read_else_what_is_resident(tmp_path: Path) -> None:
    assert held(process(tmp_path, 10, 1, pss=2048, rss_pages=7)) == 2 * MB
    assert held(process(tmp_path, 11, 1, rss_pages=256)) % 256 == 0
    assert held(process(tmp_path, 12, 1, rss_pages=256)) > 0
    assert held(tmp_path / "13") == 0


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, 1000 * MB),
        ({"memory.max": "max\n"}, 1000 * MB),
        ({"memory.max": f"{64 * MB}\n"}, 64 * MB),
        ({"memory/memory.limit_in_bytes": f"{32 * MB}"}, 32 * MB),
        ({"memory/memory.limit_in_bytes": "9223372036854771712"}, 1000 * MB),
    ],
    ids=["none", "unlimited", "version 2", "version 1", "unlimited, version 1"],
)
def test_the_limit_is_the_container_s_else_the_machine_s(tmp_path: Path, files: dict[str, str], expected: int) -> None:
    (tmp_path / "meminfo").write_text(f"MemTotal:  {1000 * 1024} kB\nMemFree: 1 kB\n")
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert limit(tmp_path, tmp_path) == expected


def test_where_the_system_does_not_tell_nothing_is_set(tmp_path: Path) -> None:
    assert not sample(tmp_path)

from pathlib import Path

import pytest

from libs.fetch import FetchSettings
from libs.settings import load


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("FETCH_ALLOW_PRIVATE", "http://minio", "bad setting FETCH_ALLOW_PRIVATE: must be"),
        ("FETCH_ATTEMPTS", "0", "bad setting FETCH_ATTEMPTS: Input should be greater than or equal to 1"),
        ("FETCH_USER_AGENT", "a\nb", "bad setting FETCH_USER_AGENT: must be printable ASCII"),
        ("FETCH_PAGE_SITES", "TikTok,(", "bad setting FETCH_PAGE_SITES: must be names of yt-dlp's extractors"),
        (
            "FETCH_CA_FILE",
            "/nowhere.pem",
            "bad setting FETCH_CA_FILE: must be a PEM file that can be read: No such file",
        ),
        ("FETCH_CA_FILE", __file__, "bad setting FETCH_CA_FILE: must be a PEM file"),
        (
            "FETCH_COOKIES_FILE",
            "/nowhere.txt",
            "bad setting FETCH_COOKIES_FILE: must be a file that can be read: No such file",
        ),
    ],
)
def test_a_bad_setting_is_one_clear_line(
    name: str, value: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        load(FetchSettings)
    said = capsys.readouterr().err.strip()
    assert said.startswith(line)
    assert "\n" not in said


def test_environment_names(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("FETCH_ALLOW_PRIVATE=minio:9000, 10.0.0.0/8\nFETCH_PAGE_SITES=TikTok, youtube\nFETCH_ATTEMPTS=1\n")
    settings = FetchSettings(_env_file=file)
    assert settings.allowed.allows_host("minio", 9000)
    assert settings.allowed.allows_address("10.0.0.1", 80)
    assert settings.page_sites == ("TikTok", "youtube")
    assert settings.attempts == 1

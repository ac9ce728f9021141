"""Which provider the settings choose, and what they ask for."""

from pathlib import Path
from typing import Any

import pytest

from libs.ledger.prices import PRICES
from libs.settings import load, misspelt, variables
from services.enhance.prompts import LOOKS
from services.enhance.providers.factory import configured_image_model, configured_prompter
from services.enhance.providers.gemini.images import nearest_aspect
from services.enhance.providers.openai.sizes import LEAST_PIXELS, MOST_PIXELS, size
from services.enhance.providers.settings import ProviderSettings

GEMINI, OPENAI = {"GEMINI_API_KEY": "g-key"}, {"OPENAI_API_KEY": "o-key"}


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, _, _ in variables(ProviderSettings):
        monkeypatch.delenv(name, raising=False)


def settings(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> ProviderSettings:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return load(ProviderSettings)


@pytest.mark.parametrize(
    ("given", "chosen", "prompter"),
    [
        ({}, "local", False),
        (GEMINI, "gemini", True),
        (OPENAI, "local", False),
        (GEMINI | OPENAI, "gemini", True),
        ({"IMAGE_PROVIDER": "local"} | GEMINI, "local", False),
        ({"IMAGE_PROVIDER": " OpenAI"} | OPENAI, "openai", False),
        ({"IMAGE_PROVIDER": "openai"} | GEMINI | OPENAI, "openai", True),
        ({"GEMINI_API_KEY": ""}, "local", False),
    ],
)
async def test_the_provider(
    given: dict[str, str], chosen: str, prompter: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = settings(monkeypatch, given)
    assert found.chosen == chosen
    model, vision = configured_image_model(found), configured_prompter(found)
    assert (model.provider if model else "local") == chosen
    assert (vision is not None) is prompter
    for one in (model, vision):
        if one is not None:
            await one.aclose()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"IMAGE_PROVIDER": "gemini"}, "IMAGE_PROVIDER=gemini needs GEMINI_API_KEY"),
        ({"IMAGE_PROVIDER": "openai"} | GEMINI, "IMAGE_PROVIDER=openai needs OPENAI_API_KEY"),
        ({"IMAGE_PROVIDER": "gemini", "GEMINI_API_KEY": " "}, "IMAGE_PROVIDER=gemini needs GEMINI_API_KEY"),
        ({"IMAGE_PROVIDER": "gemni"}, "did you mean 'gemini'?"),
        ({"GEMINI_RPM": "0"}, "bad setting GEMINI_RPM"),
        ({"GEMINI_IMAGE_MODEL": "a b"}, "bad setting GEMINI_IMAGE_MODEL: must be a model's name"),
        ({"GEMINI_BASE_URL": "ftp://x"}, "bad setting GEMINI_BASE_URL"),
    ],
)
def test_a_bad_setting_is_one_line_and_status_2(
    given: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    with pytest.raises(SystemExit) as caught:
        settings(monkeypatch, given)
    assert caught.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_limits_hold_per_provider_model_and_project(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, GEMINI | {"GEMINI_TPM": "1000", "GEMINI_RPD": "5"})
    image, vision = found.image_endpoint(), found.vision_endpoint()
    assert image is not None
    assert vision is not None
    assert found.scope(image).project == found.scope(vision).project
    assert found.scope(image) != found.scope(vision)
    assert "g-key" not in repr((found, image, found.scope(image)))
    quota = found.quota(image)
    assert (quota.requests_per_minute, quota.tokens_per_minute) == (60, 1000)
    assert (quota.images_per_minute, quota.requests_per_day) == (None, 5)
    named = settings(monkeypatch, {"GEMINI_PROJECT": "shop-1"})
    assert named.scope(image).project == "shop-1"


def test_the_default_models_have_a_price() -> None:
    found = ProviderSettings()
    names = {f"gemini/{found.gemini_model}", f"gemini/{found.gemini_image_model}", f"openai/{found.openai_image_model}"}
    assert names <= PRICES.keys()


def test_the_docs_name_settings_defaults_and_looks() -> None:
    page = (Path(__file__).parents[3] / "docs" / "enhance.md").read_text(encoding="utf-8")
    for name, _, field in variables(ProviderSettings):
        default = "unset" if field.default is None else f"`{field.default}`"
        assert f"| `{name}` | {default} |" in page
    assert all(f"`{look}`" in page for look in LOOKS)


def test_no_setting_is_taken_for_another_one_misspelt() -> None:
    assert misspelt(ProviderSettings, {name: "" for name, _, _ in variables(ProviderSettings)}) == {}


@pytest.mark.parametrize(
    ("aspect", "offered"), [((1, 1), "1:1"), ((10, 8), "5:4"), ((99, 1), "21:9"), ((1, 99), "9:16"), ((2, 1), "16:9")]
)
def test_geminis_nearest_aspect(aspect: tuple[int, int], offered: str) -> None:
    assert nearest_aspect(aspect) == offered


@pytest.mark.parametrize(
    ("model", "aspect", "longer", "made"),
    [
        ("gpt-image-2.5-flare", (1, 1), 1024, (1024, 1024)),
        ("gpt-image-2.5-flare", (4, 5), 1280, (1024, 1280)),
        ("gpt-image-2.5-flare", (1, 1), 256, (816, 816)),
        ("gpt-image-2", (16, 9), 4096, (2560, 1440)),
        ("gpt-image-1.5", (4, 5), 2048, (1024, 1536)),
        ("some-local-model", (1, 1), 256, (1024, 1024)),
        ("some-local-model", (16, 9), 256, (1536, 1024)),
    ],
)
def test_openais_sizes(model: str, aspect: tuple[int, int], longer: int, made: tuple[int, int]) -> None:
    assert size(model, aspect, longer) == made


def test_openais_free_sizes_keep_their_bounds() -> None:
    for width in range(1, 100, 7):
        for height in range(1, 100, 7):
            for longer in (256, 1000, 4096):
                made = size("gpt-image-2.5-flare", (width, height), longer)
                assert all(side % 16 == 0 for side in made)
                assert LEAST_PIXELS <= made[0] * made[1] <= MOST_PIXELS
                assert max(made) / min(made) <= 3.05

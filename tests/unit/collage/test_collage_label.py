"""Labels of missing pictures."""

import pytest
from PIL import Image

from libs.fetch.errors import KINDS
from services.collage.worker.page.label import BACKGROUND, label

REASONS = ["too-small", "too-large-picture", "not-an-image", "out-of-time", "unexpected", *KINDS]


@pytest.mark.parametrize("size", [(16, 16), (48, 48), (64, 64), (224, 400), (1024, 1024)])
@pytest.mark.parametrize("reason", REASONS)
def test_a_label_fits_its_tile(size: tuple[int, int], reason: str) -> None:
    blank = label(size, 400, reason)
    assert (blank.size, blank.mode) == (size, "RGB")
    inside = blank.crop((1, 1, size[0] - 1, size[1] - 1))
    edge = Image.new("RGB", inside.size, BACKGROUND)
    edge.paste(inside.crop((1, 1, inside.width - 1, inside.height - 1)), (1, 1))
    assert inside.tobytes() == edge.tobytes(), "no letter touches the frame"


def test_labels_tell_number_and_reason() -> None:
    found = {label((224, 400), number, reason).tobytes() for number in (1, 2) for reason in ("gone", "blocked")}
    assert len(found) == 4

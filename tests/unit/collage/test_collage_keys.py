"""Names of collages."""

from datetime import datetime

import pytest

from services.collage.keys import collage_key, manifest_key
from tests.unit.collage.pages import page


@pytest.mark.parametrize("moment", ["2026-11-02T23:30:00Z", "2026-11-03T06:30:00+07:00", "2026-11-02T23:30:00"])
def test_keys_are_in_utc_whatever_zone_the_request_is_in(moment: str) -> None:
    asked = page("x", creator="shop", submitted_at=datetime.fromisoformat(moment))
    assert collage_key(asked) == "collages/2026/11/02/manual/b1/shop_collage_20261102T233000Z_1.jpg"
    assert manifest_key(asked) == "collages/2026/11/02/manual/b1/shop_collage_20261102T233000Z_1.json"


def test_names_of_strangers_stay_in_their_segment() -> None:
    key = collage_key(page("x", creator="../../etc/passwd", batch_id="a/b"))
    assert key.count("/") == 6
    assert ".." not in key

"""Settings that are misspelt, and those that are not defaults."""

import pytest
from pydantic import SecretStr

from libs.bus import BusSettings, WorkerSettings
from libs.database import DatabaseSettings
from libs.settings import changed, misspelt
from services.thumbnail.settings import ThumbnailSettings


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("THUMBNAL_COUNT", "THUMBNAIL_COUNT"),
        ("THUMBNAIL_COUNTS", "THUMBNAIL_COUNT"),
        ("THUMBNAIL_CUONT", "THUMBNAIL_COUNT"),
        ("YOLO_MODLE_PATH", "YOLO_MODEL_PATH"),
        ("STORAGE_URL", "STORAGE_URI"),
        ("AWS_ENDPONT_URL", "AWS_ENDPOINT_URL"),
    ],
)
def test_a_misspelt_setting_of_a_service_or_of_its_parts(name: str, meant: str) -> None:
    assert misspelt(ThumbnailSettings, {name: "1", "PATH": "/bin"}) == {name: meant}


def test_a_misspelt_one_beside_the_right_one_and_strangers_are_left_alone() -> None:
    given = {
        "KAFKA_BOOTSTRAP_SERVER": "a:1",
        "KAFKA_BOOTSTRAP_SERVERS": "b:2",
        "HOME": "/",
        "PORTS": "1",
        "KAFKA_HEAP": "",
    }
    assert misspelt(BusSettings, given) == {}
    assert misspelt(WorkerSettings, given) == {}


def test_what_is_not_a_default_is_shown_by_variable_and_secrets_are_not() -> None:
    bus = BusSettings(bootstrap_servers="kafka:9092", sasl_username="shop", sasl_password=SecretStr("hush"))
    database = DatabaseSettings.model_validate({"DATABASE_URL": "postgresql://u:hush@db/x"})
    thumbnail = ThumbnailSettings.model_validate({"THUMBNAIL_COUNT": 4})
    found = changed(bus, database, thumbnail)
    assert found == {
        "KAFKA_BOOTSTRAP_SERVERS": "kafka:9092", "KAFKA_SASL_USERNAME": "shop", "KAFKA_SASL_PASSWORD": "***",
        "DATABASE_URL": "***", "THUMBNAIL_COUNT": 4,
    }  # fmt: skip

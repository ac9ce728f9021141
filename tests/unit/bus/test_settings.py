"""Settings from the environment: each bad value is one clear line that names its variable."""

import re
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from libs.bus import BusSettings, WorkerSettings
from libs.settings import load
from services.caption.settings import CaptionSettings

NAMES = [
    f"{s.model_config.get('env_prefix', '')}{f.alias or n}".upper()
    for s in (BusSettings, WorkerSettings)
    for n, f in s.model_fields.items()
]


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The process's environment without bus or worker settings; `setenv` adds the test's."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_defaults_are_a_plain_local_broker(env: pytest.MonkeyPatch) -> None:
    assert load(BusSettings).connection() == {
        "bootstrap_servers": ["127.0.0.1:9092"],
        "security_protocol": "PLAINTEXT",
        "ssl_context": None,
    }


def test_several_brokers(env: pytest.MonkeyPatch) -> None:
    env.setenv("KAFKA_BOOTSTRAP_SERVERS", "one:9092, [::1]:9093")
    assert load(BusSettings).connection()["bootstrap_servers"] == ["one:9092", "[::1]:9093"]


def test_sasl_over_tls(env: pytest.MonkeyPatch) -> None:
    for name, value in {
        "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
        "KAFKA_SASL_USERNAME": "me",
        "KAFKA_SASL_PASSWORD": "hunter2",
    }.items():
        env.setenv(name, value)
    settings = load(BusSettings)
    kwargs = settings.connection()
    assert (kwargs["sasl_mechanism"], kwargs["sasl_plain_username"], kwargs["sasl_plain_password"]) == (
        "SCRAM-SHA-256",
        "me",
        "hunter2",
    )
    assert kwargs["ssl_context"].verify_mode is ssl.CERT_REQUIRED
    assert kwargs["ssl_context"].check_hostname
    assert "hunter2" not in repr(settings)


def test_an_empty_variable_is_an_unset_one(env: pytest.MonkeyPatch) -> None:
    """Compose files and Kubernetes manifests leave them behind."""
    for name in NAMES:
        env.setenv(name, "")
    assert load(BusSettings) == BusSettings()
    assert load(WorkerSettings).concurrency == 16


def test_delays_from_one_variable(env: pytest.MonkeyPatch) -> None:
    env.setenv("WORKER_RETRY_DELAYS", "0.5, 60,600")
    assert load(WorkerSettings).retry_delays == (0.5, 60.0, 600.0)


BUS = [
    ("KAFKA_BOOTSTRAP_SERVERS", "broker", "must be host:port"),
    ("KAFKA_BOOTSTRAP_SERVERS", "broker:", "must be host:port"),
    ("KAFKA_BOOTSTRAP_SERVERS", ":9092", "must be host:port"),
    ("KAFKA_BOOTSTRAP_SERVERS", "one:9092,", "must be host:port"),
    ("KAFKA_BOOTSTRAP_SERVERS", "one:99999", "must be host:port"),
    ("KAFKA_BOOTSTRAP_SERVERS", "one:0", "must be host:port"),
    ("KAFKA_BOOTSTRAP_SERVERS", "kafka://one:9092", "must be host:port"),
    ("KAFKA_SECURITY_PROTOCOL", "TLS", "'PLAINTEXT', 'SSL', 'SASL_PLAINTEXT' or 'SASL_SSL'"),
    ("KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD"),
    ("KAFKA_SASL_MECHANISM", "GSSAPI", "'PLAIN', 'SCRAM-SHA-256' or 'SCRAM-SHA-512'"),
    ("KAFKA_SESSION_TIMEOUT_SECONDS", "0", "greater than or equal to 1"),
    ("KAFKA_CONNECT_TIMEOUT_SECONDS", "-1", "greater than or equal to 0"),
    ("KAFKA_CONNECT_TIMEOUT_SECONDS", "nan", "greater than or equal to 0"),
    ("KAFKA_MAX_MESSAGE_BYTES", "1 MB", "valid integer"),
]
WORKER = [
    ("WORKER_CONCURRENCY", "0", "greater than or equal to 1"),
    ("WORKER_CONCURRENCY", "many", "valid integer"),
    ("WORKER_PREFETCH", "-1", "greater than or equal to 1"),
    ("WORKER_PREFETCH_BYTES", "0", "greater than or equal to 1"),
    ("WORKER_MAX_OPEN_OFFSETS", "0", "greater than or equal to 1"),
    ("WORKER_MAX_MESSAGE_BYTES", "1k", "valid integer"),
    ("WORKER_RETRY_DELAYS", "60,5", "must be rising delays in seconds"),
    ("WORKER_RETRY_DELAYS", "0,5", "must be rising delays in seconds"),
    ("WORKER_RETRY_DELAYS", "5,inf", "must be rising delays in seconds"),
    ("WORKER_RETRY_DELAYS", "nan", "must be rising delays in seconds"),
    ("WORKER_RETRY_DELAYS", "5,soon", "valid number"),
    ("WORKER_HANDLER_TIMEOUT_SECONDS", "0", "greater than 0"),
    ("WORKER_COMMIT_INTERVAL_SECONDS", "0", "greater than 0"),
    ("WORKER_REBALANCE_DRAIN_SECONDS", "-1", "greater than or equal to 0"),
    ("WORKER_SHUTDOWN_DRAIN_SECONDS", "-1", "greater than or equal to 0"),
    ("WORKER_STALL_SECONDS", "0", "greater than 0"),
    ("PORT", "http", "valid integer"),
    ("PORT", "70000", "less than or equal to 65535"),
]
CASES = [*BUS, *WORKER]


@pytest.mark.parametrize(("name", "value", "says"), CASES, ids=[f"{name}={value}" for name, value, _ in CASES])
def test_a_bad_value_is_one_line_and_status_2(
    name: str, value: str, says: str, env: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    env.setenv(name, value)
    with pytest.raises(SystemExit) as exit_:
        load(BusSettings if name.startswith("KAFKA_") else WorkerSettings)
    out, err = capsys.readouterr()
    assert (exit_.value.code, out) == (2, "")
    assert re.fullmatch(rf"bad setting\b[^\n]*\b{name}\b[^\n]*\n", err), err
    assert says in err


def test_each_of_several_bad_values_has_its_line(env: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    env.setenv("PORT", "http")
    env.setenv("WORKER_CONCURRENCY", "0")
    with pytest.raises(SystemExit):
        load(WorkerSettings)
    assert sorted(line.split(":")[0] for line in capsys.readouterr().err.splitlines()) == [
        "bad setting PORT",
        "bad setting WORKER_CONCURRENCY",
    ]


@pytest.mark.parametrize("content", [None, "", "no certificate"], ids=["missing", "empty", "other"])
def test_a_bad_ca_file_is_named(
    content: str | None, tmp_path: Path, env: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    env.setenv("KAFKA_SECURITY_PROTOCOL", "SSL")
    env.setenv("KAFKA_SSL_CA_FILE", str(path))
    with pytest.raises(SystemExit) as exit_:
        load(BusSettings)
    err = capsys.readouterr().err
    assert exit_.value.code == 2
    assert err.startswith("bad setting: KAFKA_SSL_CA_FILE must be a PEM file that can be read: ")
    assert err.count("\n") == 1


SECRETS = {
    "KAFKA_SASL_PASSWORD": "hunter2-kafka",
    "OPENAI_API_KEY": "hunter2-openai",
    "OPENROUTER_API_KEY": "hunter2-openrouter",
}


@pytest.mark.parametrize(
    "bad",
    [
        {"KAFKA_SECURITY_PROTOCOL": "SASL_SSL", "KAFKA_BOOTSTRAP_SERVERS": "none"},
        {"KAFKA_SECURITY_PROTOCOL": "SASL_SSL", "KAFKA_SSL_CA_FILE": "/nowhere", "KAFKA_SASL_USERNAME": "me"},
        {"KAFKA_SECURITY_PROTOCOL": "SASL_SSL"},
        {"LLM_PROVIDER": "none-such"},
        {"OPENAI_API_KEY": "hunter2-\x01"},
        {"OPENAI_API_KEY": "hunter2-ключ", "LLM_PROVIDER": "openai"},
        {"OLLAMA_BASE_URL": "http://me:hunter2@ollama"},
    ],
    ids=str,
)
def test_no_secret_is_printed(bad: dict[str, str], env: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name, value in (SECRETS | bad).items():
        env.setenv(name, value)
    with pytest.raises(SystemExit):
        _ = load(BusSettings), load(CaptionSettings)
    printed = capsys.readouterr()
    assert printed.err.startswith("bad setting")
    assert "hunter2" not in printed.err + printed.out


def test_a_service_is_configured_by_its_environment_and_nothing_else(tmp_path: Path) -> None:
    """A .env in the working directory belongs to another program as often as to this one."""
    (tmp_path / ".env").write_text("KAFKA_BOOTSTRAP_SERVERS=stray:1\nPORT=http\n")
    code = "from libs.bus import BusSettings, WorkerSettings; WorkerSettings(); print(BusSettings().bootstrap_servers)"
    root = Path(__file__).resolve().parents[3]
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "127.0.0.1:9092\n"

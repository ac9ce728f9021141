"""What the line at start says of settings: those that are not defaults, without secrets."""

from pydantic import SecretStr

from libs.settings.base import Settings
from libs.settings.names import parts, variables
from libs.telemetry.redaction import HIDDEN, redacted


def changed(*settings: Settings) -> dict[str, object]:
    """Variable → value of each setting that is not its default, parts included; secrets are hidden."""
    found: dict[str, object] = {}
    for one in settings:
        for variable, name, field in variables(type(one)):
            value = getattr(one, name)
            if value != field.get_default(call_default_factory=True):
                found[variable] = HIDDEN if isinstance(value, SecretStr) else redacted(value, variable)
        found |= changed(*(getattr(one, name) for name, _ in parts(type(one))))
    return found

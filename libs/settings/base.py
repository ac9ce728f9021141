"""What all classes of settings have in common."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Base of all classes of settings: frozen, validated once, an empty variable counts as unset.

    A field has its environment variable as `alias`, so that a search for the variable finds it; or, where all variables
    of a class share a prefix that nothing else has, the class sets `env_prefix` and the fields have no alias.

    The field's own name sets it in code and in tests. pydantic-settings then reads it from the environment as well:
    `REELBUS_` before it keeps a machine's own COLUMNS or REGION out.
    """

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, populate_by_name=True, env_prefix="REELBUS_")

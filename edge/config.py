"""The box's settings: a TOML file, then the environment (prefix TILO_)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class Config(BaseSettings):
    """How this box runs. What it sells comes from the hub, as documents."""

    model_config = SettingsConfigDict(env_prefix="TILO_", extra="ignore")

    data: Path = Path(".data/edge")
    """Folder of the database, pictures and printed slips."""

    host: str = "127.0.0.1"
    """Address the LAN side listens on. The appliance sets 0.0.0.0."""

    port: int = 8000
    """TCP port of the LAN side."""

    socket: Path | None = None
    """Unix socket for `print` and `sync`; `edge.sock` in the data folder when not set."""

    mqtt_host: str = "127.0.0.1"
    """Where the broker listens."""

    mqtt_port: int = 1883
    """The broker's plain TCP port, on loopback."""

    mqtt_user: str = "box"
    """The box's own user at the broker: may say and hear everything below `tilo/`."""

    mqtt_password: SecretStr = SecretStr("")
    """Password of `mqtt_user`."""

    mqtt_screen_user: str = "screen"
    """The user kitchen screens connect as: may only listen."""

    mqtt_screen_password: SecretStr = SecretStr("")
    """Password of `mqtt_screen_user`; given to signed-in screens."""

    hub_url: str = ""
    """Base address of the hub; empty on a box that has none yet."""

    box_token: SecretStr = SecretStr("")
    """What the box shows the hub, until it has a certificate."""

    session_hours: int = 14
    """A session ends this long after sign-in: one long shift."""

    replica: Literal["none", "litestream"] = "none"
    """With Litestream the program itself never checkpoints (rules.md 0.2)."""

    demo: bool = False
    """The sample restaurant: every screen says so."""

    @property
    def socket_path(self) -> Path:
        """Where the unix socket lies. Linux allows 107 bytes, so a deep data folder is shortened
        by a path relative to the working directory."""
        path = self.socket or self.data / "edge.sock"
        relative = Path(os.path.relpath(path))
        return relative if len(str(relative)) < len(str(path)) else path

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file TILO_CONFIG names."""
        file = os.environ.get("TILO_CONFIG")
        toml = (TomlConfigSettingsSource(settings_cls, Path(file)),) if file else ()
        return (init_settings, env_settings, *toml)

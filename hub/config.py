"""The hub's settings, from environment variables that start with TILO_."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Config(BaseSettings):
    """Read once at start."""

    model_config = SettingsConfigDict(env_prefix="TILO_", extra="ignore")

    hub_host: str = "127.0.0.1"
    """Address to listen on; TLS ends in front of the hub."""

    hub_port: int = Field(default=8080, ge=0, le=65_535)
    """0 takes a free port, told in the log."""

    hub_dsn: SecretStr = SecretStr("")
    """Address of the PostgreSQL database (15 or newer), with its password."""

    hub_data: Path = Path(".data/hub")
    """Folder for what the hub keeps beside the database: the demo's password."""

    hub_proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies stand in front. The caller's address is that many from the end of
    X-Forwarded-For; with 0 the header is not believed."""

    hub_log_level: str = "INFO"

    printer_host: str = "127.0.0.1"
    """Where the demo's receipt printer is; only `seed-demo` reads it."""

    printer_port: int = 9100

    box_token: SecretStr = SecretStr("")
    """The demo box's token; only `seed-demo` reads it, and stores its SHA-256."""

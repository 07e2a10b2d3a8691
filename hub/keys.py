"""What the application holds for its handlers, by typed key."""

from collections.abc import Callable
from typing import Final

from aiohttp import web

from hub.bell import Bell
from hub.config import Config
from hub.db import Pool
from hub.live import Live
from hub.people.passwords import Passwords
from hub.reactions import Worker
from hub.sync.ingest import Ingest
from hub.sync.presence import Presence

CONFIG: Final = web.AppKey("config", Config)
POOL: Final = web.AppKey("pool", Pool)
CLOCK: Final[web.AppKey[Callable[[], int]]] = web.AppKey("clock")
BELL: Final = web.AppKey("bell", Bell)
INGEST: Final = web.AppKey("ingest", Ingest)
LIVE: Final = web.AppKey("live", Live)
PASSWORDS: Final = web.AppKey("passwords", Passwords)
PRESENCE: Final = web.AppKey("presence", Presence)
WORKER: Final = web.AppKey("worker", Worker)

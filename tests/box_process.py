"""The box as a process of its own, as the appliance runs it, to be killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import IO

import aiohttp

from edge.config import Config
from tests.services import BOX, SCREEN, free_port
from tests.shop import Tablet

TILO_EDGE = str(Path(sys.executable).parent / "tilo-edge")
STARTS_WITHIN_S = 30


def environment(settings: Config) -> dict[str, str]:
    """What the process reads its settings from."""
    return {
        **os.environ,
        "TILO_DATA": str(settings.data),
        "TILO_PORT": str(settings.port),
        "TILO_SOCKET": str(settings.socket_path.absolute()),
        "TILO_MQTT_PORT": str(settings.mqtt_port),
        "TILO_MQTT_USER": BOX.name,
        "TILO_MQTT_PASSWORD": BOX.password,
        "TILO_MQTT_SCREEN_USER": SCREEN.name,
        "TILO_MQTT_SCREEN_PASSWORD": SCREEN.password,
    }


class BoxProcess:
    """`tilo-edge serve` on a data folder; keeps its port over restarts."""

    def __init__(self, settings: Config) -> None:
        self.settings = settings.model_copy(update={"port": settings.port or free_port()})
        self.base = f"http://127.0.0.1:{self.settings.port}"
        self.process: asyncio.subprocess.Process | None = None
        self._log: IO[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    async def start(self) -> BoxProcess:
        """Answers once it serves."""
        self._log = self._log_file.open("ab")
        self.process = await self._launched(self._log)
        async with asyncio.timeout(STARTS_WITHIN_S), aiohttp.ClientSession() as http:
            while not await self._serves(http):
                assert self.process.returncode is None, self.log()
                await asyncio.sleep(0.02)
        return self

    async def _launched(self, stderr: IO[bytes] | int) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            TILO_EDGE, "serve", env=environment(self.settings), stderr=stderr
        )

    async def fails(self) -> str:
        """Start one that cannot; answers the sentence it leaves with."""
        process = await self._launched(asyncio.subprocess.PIPE)
        async with asyncio.timeout(STARTS_WITHIN_S):
            _, said = await process.communicate()
        assert process.returncode == 1, said.decode()
        return said.decode().splitlines()[-1]

    async def _serves(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(f"{self.base}/healthz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    async def kill(self) -> None:
        """kill -9: no goodbye, nothing flushed."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """As the system stops it."""
        await self._end(signal.SIGTERM)

    async def _end(self, by: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(by)
            async with asyncio.timeout(15):
                await self.process.wait()
        if self._log is not None:
            self._log.close()

    def log(self) -> str:
        return self._log_file.read_text()

    @property
    def _log_file(self) -> Path:
        """Beside the data folder, whose disk may be full."""
        return self.settings.data.with_suffix(".log")

    def tablet(self, http: aiohttp.ClientSession, name: str) -> Tablet:
        return Tablet(http, self.base, name)

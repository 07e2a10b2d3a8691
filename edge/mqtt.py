"""The box's voice over MQTT: publishes messages, and everything retained again whenever the broker
(re)appears. The broker carries no truth; while it is away nothing is queued, because the present
state is said anew when it is back.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import aiomqtt
import structlog

log = structlog.get_logger()

RETRY_SECONDS = 1.0
QUEUE = 20_000
IN_FLIGHT = 200


class Voice:
    """One connection to the broker, kept up for as long as the box runs."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        user: str,
        password: str,
        will: tuple[str, bytes],
        on_connect: Callable[[], Awaitable[None]],
        on_change: Callable[[], None],
    ) -> None:
        self.connected = False
        self._host, self._port, self._user, self._password = host, port, user, password
        self._will = aiomqtt.Will(will[0], will[1], qos=1, retain=True)
        self._on_connect = on_connect
        self._on_change = on_change
        self._queue: asyncio.Queue[tuple[str, bytes, int, bool]] = asyncio.Queue(QUEUE)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="mqtt")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def say(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """Publish, if anybody is there to carry it."""
        if self.connected:
            with contextlib.suppress(asyncio.QueueFull):
                self._queue.put_nowait((topic, payload, qos, retain))

    async def _run(self) -> None:
        while True:
            try:
                await self._converse()
            except* Exception as faults:  # whatever it was, the kitchen must hear us again
                if self.connected:
                    log.warning("broker lost", error=str(faults.exceptions[0]))
            finally:
                if self.connected:
                    self.connected = False
                    self._on_change()
            await asyncio.sleep(RETRY_SECONDS)

    async def _converse(self) -> None:
        async with aiomqtt.Client(
            self._host,
            self._port,
            username=self._user,
            password=self._password,
            will=self._will,
            keepalive=10,
            protocol=aiomqtt.ProtocolVersion.V311,
            max_queued_outgoing_messages=QUEUE,
        ) as client:
            client.pending_calls_threshold = IN_FLIGHT  # as many as we mean to have
            while not self._queue.empty():
                self._queue.get_nowait()
            self.connected = True
            self._on_change()
            log.info("broker connected", host=self._host, port=self._port)
            await self._on_connect()
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._send(client, group))
                    group.create_task(_listen(client))
            except asyncio.CancelledError:
                await self._take_leave(client)
                raise

    async def _take_leave(self, client: aiomqtt.Client) -> None:
        """Who leaves politely has no last will, so it is said now."""
        will = self._will
        with contextlib.suppress(aiomqtt.MqttError):
            await client.publish(will.topic, will.payload, qos=1, retain=True, timeout=2)

    async def _send(self, client: aiomqtt.Client, group: asyncio.TaskGroup) -> None:
        """Hand over in order, without waiting for one acknowledgement before the next."""
        room = asyncio.Semaphore(IN_FLIGHT)

        async def publish(topic: str, payload: bytes, qos: int, retain: bool) -> None:
            try:
                await client.publish(topic, payload, qos=qos, retain=retain)
            finally:
                room.release()

        while True:
            message = await self._queue.get()
            await room.acquire()
            group.create_task(publish(*message))


async def _listen(client: aiomqtt.Client) -> None:
    """Ends with an error as soon as the connection is lost."""
    async for _ in client.messages:
        pass

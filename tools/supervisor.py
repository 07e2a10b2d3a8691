"""Starts programs in order, keeps them running, stops them in reverse. Leaves no orphan.

A program that dies is started again with growing pauses; one that refuses to start ends the
whole start with its own last words. Each runs in a session of its own, so Ctrl-C reaches only
the supervisor, and on a leash, so that it dies with the supervisor even if that is killed.
"""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edge.broker import BrokerTrouble
from hub.postgres import PostgresTrouble
from tilo.kit.leash import die_with_parent
from tools.output import Console, LogFile
from tools.steps import Trouble

PAUSES_S = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
STEADY_S = 30.0  # having run this long, a program starts again without a pause
POLL_S = 0.05
STOP_S = 6.0
TOLD = (Trouble, PostgresTrouble, BrokerTrouble, OSError)  # their words are for people


@dataclass(kw_only=True)
class Program:
    """One program and how to know that it is well."""

    name: str
    command: Callable[[], Sequence[str]]
    env: Mapping[str, str] = field(default_factory=dict)
    options: Callable[[], Mapping[str, Any]] = dict
    """Further arguments for subprocess: the account to run as."""
    needs: tuple[str, ...] = ()
    before: Callable[[], None] = lambda: None
    """Blocking work ahead of every launch; runs in a thread."""
    once: Callable[["Supervisor"], Awaitable[None]] | None = None
    """Work ahead of the first launch only."""
    ready: Callable[[], Awaitable[bool]] | None = None
    stop_by: signal.Signals = signal.SIGTERM
    leash_by: signal.Signals = signal.SIGKILL


@dataclass
class Running:
    """A program's place in the supervisor."""

    program: Program
    log: LogFile
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    process: asyncio.subprocess.Process | None = None
    keeper: asyncio.Task[None] | None = None
    restarts: int = 0


async def _nothing() -> str | None:
    return None


class Supervisor:
    """Runs all programs of one data folder."""

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        logs: Path,
        console: Console,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """`changed` is called whenever a program has been started again."""
        self._running = {
            each.name: Running(each, LogFile(logs / f"{each.name}.log")) for each in programs
        }
        self._console = console
        self._changed = changed
        self._failure: asyncio.Future[None] | None = None
        self._missing = ""
        self._stopping = asyncio.Event()
        self._started = False

    @property
    def pids(self) -> dict[str, int]:
        alive = {name: each.process for name, each in self._running.items()}
        return {name: it.pid for name, it in alive.items() if it and it.returncode is None}

    async def start(
        self, timeout_s: float, missing: Callable[[], Awaitable[str | None]] = _nothing
    ) -> None:
        """Returns when every program is ready and nothing is `missing`; else a Trouble says why."""
        failure = self._failure = asyncio.get_running_loop().create_future()
        for each in self._running.values():
            each.keeper = asyncio.create_task(self._keep(each), name=each.program.name)
        whole = asyncio.create_task(self._whole(missing))
        try:
            await asyncio.wait(
                {whole, failure}, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED
            )
            if failure.done():
                failure.result()
            if not whole.done():
                raise Trouble(self._late(timeout_s))
            whole.result()
        finally:
            whole.cancel()
            self._started = True

    async def _whole(self, missing: Callable[[], Awaitable[str | None]]) -> None:
        for each in self._running.values():
            await each.ready.wait()
        while told := await missing():
            self._missing = told
            await asyncio.sleep(POLL_S)

    def _late(self, timeout_s: float) -> str:
        for name, each in self._running.items():
            if not each.ready.is_set():
                return f"{name} was not ready after {timeout_s:.0f} s. {_words(each)}"
        return f"Not everything was well after {timeout_s:.0f} s: {self._missing}."

    async def stop(self) -> None:
        """Stops those that nobody needs any more first; kills what does not go."""
        self._stopping.set()
        left = dict(self._running)
        while left:
            needed = {name for each in left.values() for name in each.program.needs}
            free = [name for name in left if name not in needed]
            assert free, "programs need each other in a circle"
            await asyncio.gather(*(self._end(left.pop(name)) for name in free))
        for each in self._running.values():
            each.log.close()

    def kill(self) -> None:
        """For the impatient: everything at once."""
        self._stopping.set()
        for each in self._running.values():
            _signal_group(each.process, signal.SIGKILL)

    async def _end(self, each: Running) -> None:
        process = each.process
        if process and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(each.program.stop_by)
            try:
                async with asyncio.timeout(STOP_S):
                    await process.wait()
            except TimeoutError:
                self._console.tell(each.program.name, "does not stop, so it is killed")
        _signal_group(process, signal.SIGKILL)
        if each.keeper:
            each.keeper.cancel()
            await asyncio.gather(each.keeper, return_exceptions=True)

    async def _keep(self, each: Running) -> None:
        try:
            for name in each.program.needs:
                await self._running[name].ready.wait()
            if each.program.once:
                await each.program.once(self)
            while not self._stopping.is_set():
                await self._live_and_pause(each)
        except Exception as wrong:
            assert self._failure
            if not self._failure.done():  # a fault of ours keeps its traceback
                self._failure.set_exception(
                    Trouble(str(wrong)) if isinstance(wrong, TOLD) else wrong
                )

    async def _live_and_pause(self, each: Running) -> None:
        """One life and the pause after it. Before everything runs, a refusal ends the start."""
        began = time.monotonic()
        try:
            code = await self._live(each)
            told = ending(code)
            refused = code >= 0
        except TOLD as wrong:
            told, refused = str(wrong).rstrip("."), True
        if self._stopping.is_set():
            return
        each.ready.clear()
        if refused and not self._started:
            raise Trouble(self._refused(each, told))
        each.restarts = 0 if time.monotonic() - began > STEADY_S else each.restarts + 1
        pause_s = PAUSES_S[min(each.restarts, len(PAUSES_S) - 1)]
        self._console.tell(each.program.name, f"{told}; starting it again in {pause_s:g} s")
        await asyncio.sleep(pause_s)

    def _refused(self, each: Running, told: str) -> str:
        return f"{each.program.name} did not start: {told}. {_words(each)}"

    async def _live(self, each: Running) -> int:
        """One life of a program, from launch to its exit code (negative: killed by a signal)."""
        program = each.program
        await asyncio.to_thread(program.before)
        again = each.process is not None
        each.process = await self._spawn(
            program.command(), program.env, program.options(), leash_by=program.leash_by
        )
        watch = asyncio.create_task(self._watch(each))
        try:
            if again:
                self._changed()
            return await self._drain(program.name, each.process, each.log)
        finally:
            watch.cancel()
            _signal_group(each.process, signal.SIGKILL)  # what it may have started itself

    async def _watch(self, each: Running) -> None:
        while each.program.ready and not await each.program.ready():  # noqa: ASYNC110
            await asyncio.sleep(POLL_S)  # another process sets no event of ours
        each.ready.set()

    async def run_once(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> bytes:
        """Runs a command to its end and answers its stdout; a failure is a Trouble."""
        each = self._running[name]
        process = each.process = await self._spawn(command, env, {}, separate=True)
        assert process.stdout
        assert process.stderr
        answer = asyncio.create_task(process.stdout.read())
        try:
            code = await self._drain(name, process, each.log, process.stderr)
            if code:
                raise Trouble(f"{Path(command[0]).name} {command[1]} failed. {_words(each)}")
            return await answer
        finally:
            answer.cancel()
            each.process = None

    async def _spawn(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        options: Mapping[str, Any],
        *,
        leash_by: signal.Signals = signal.SIGKILL,
        separate: bool = False,
    ) -> asyncio.subprocess.Process:
        try:
            return await asyncio.create_subprocess_exec(
                *command,
                env=dict(env) or None,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE if separate else asyncio.subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent(leash_by),
                **options,
            )
        except FileNotFoundError:
            raise Trouble(f"{command[0]} is missing. Type: make setup") from None

    async def _drain(
        self,
        name: str,
        process: asyncio.subprocess.Process,
        log: LogFile,
        stream: asyncio.StreamReader | None = None,
    ) -> int:
        """Until it ends: into its log, warnings onto the console."""
        pump = asyncio.create_task(self._pump(name, stream or process.stdout, log))
        try:
            code = await process.wait()
            with contextlib.suppress(TimeoutError):  # a grandchild may hold the pipe open
                async with asyncio.timeout(0.5):
                    await asyncio.shield(pump)
            return code
        finally:
            pump.cancel()

    async def _pump(self, name: str, stream: asyncio.StreamReader | None, log: LogFile) -> None:
        assert stream
        while chunk := await stream.read(65536):
            for line in log.feed(chunk):
                self._console.relay(name, line)


def _words(each: Running) -> str:
    said = f"It last said: {each.log.last.rstrip('.')}. " if each.log.last else ""
    return f"{said}See {each.log.path}."


def ending(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    with contextlib.suppress(ValueError):
        return f"was killed by {signal.Signals(-code).name}"
    return f"was killed by signal {-code}"


def _signal_group(process: asyncio.subprocess.Process | None, by: signal.Signals) -> None:
    """Reaches also what the program started: each is the leader of its own group."""
    if process:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, by)

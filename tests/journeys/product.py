"""The whole product as `make run` starts it, and what a test may do to its programs."""

import contextlib
import os
import signal
import time

import psutil

from tests.tools.conftest import Shop, eventually


class Product(Shop):
    """A run of everything, with the people who may sign in to it."""

    def pin(self, name: str) -> str:
        pin: str = next(each["pin"] for each in self.facts()["staff"] if name in each["name"])
        return pin

    def pid(self, name: str) -> int:
        pid: int = self.facts()["pids"][name]
        return pid

    def freeze(self, name: str) -> None:
        """It hangs: it keeps its connections and answers nobody."""
        os.killpg(self.pid(name), signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        os.killpg(self.pid(name), signal.SIGCONT)

    def wake(self) -> None:
        """Whoever still hangs goes on."""
        for name in self.facts()["pids"]:
            with contextlib.suppress(ProcessLookupError):
                self.thaw(name)

    def kill(self, name: str) -> None:
        """No last words. The supervisor starts it again."""
        pid = self.pid(name)
        psutil.Process(pid).kill()
        eventually(lambda: self.pid(name) != pid, f"{name} stays away: {self.words()}")


def figure(name: str, began: float) -> None:
    """A time for people to read. Nothing depends on it: machines differ."""
    print(f"{name}: {time.monotonic() - began:.1f} s")

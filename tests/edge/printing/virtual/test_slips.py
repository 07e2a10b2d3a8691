import asyncio
from pathlib import Path

from edge.printing.virtual.slips import KEPT, Slips, sheet_of


async def test_only_the_newest_two_hundred_are_kept_on_disk(tmp_path: Path) -> None:
    done = asyncio.Event()
    slips = Slips(tmp_path, 32, "laci", lambda: done.set() if slips.has(KEPT + 2) else None)
    drawing = asyncio.create_task(slips.draw())
    for n in range(KEPT + 2):
        slips.add(sheet_of(b"%d\n\x1dV\x00" % n, 32))
    async with asyncio.timeout(60):
        await done.wait()
    drawing.cancel()
    kept = [kept.n for kept in slips.newest_first()]
    assert kept == list(range(KEPT + 2, 2, -1))
    assert len(list(tmp_path.glob("*.png"))) == len(list(tmp_path.glob("*.bin"))) == KEPT
    assert slips.text(KEPT + 2) == f"{KEPT + 1}\n[cut]\n"

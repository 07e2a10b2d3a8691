"""The journal goes up in pieces the hub takes, and the hub hears when there is nothing more."""

from typing import Any

import pytest

from edge.sync import push as module
from edge.sync.link import HubRefused, open_link
from edge.sync.push import HubAhead, Push, cut
from edge.sync.standing import Standing
from tests.edge.sync.conftest import TOKEN, Hub
from tests.shop import Shop, Tablet
from tests.shop import line as wish


def rows(*sizes: int) -> list[dict[str, Any]]:
    return [{"seq": number, "body": "x" * size} for number, size in enumerate(sizes, start=1)]


@pytest.mark.parametrize(
    ("sizes", "limit", "taken"),
    [
        ((100, 100, 100), 10_000, 3),
        ((3_000, 3_000, 3_000), 8_000, 2),
        ((50_000, 10), 8_000, 1),
        ((10, 50_000), 8_000, 1),
        ((), 8_000, 0),
    ],
)
def test_a_batch_is_as_long_as_the_hub_takes(
    sizes: tuple[int, ...], limit: int, taken: int
) -> None:
    assert len(cut(rows(*sizes), limit)) == taken


async def test_a_long_backlog_goes_up_in_pieces(
    shop: Shop, hub: Hub, sari: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROWS_AT_MOST", 3)
    for _ in range(4):
        await sari.order(wish("es-teh"), fire=True)
    async with open_link(str(shop.settings.socket_path), hub_url(hub), TOKEN) as link:
        push = Push(link, Standing(link))
        await push.begin()
        steps = 0
        while len(await hub.seqs()) < len(await shop.journal()):
            await push.step()
            steps += 1
    assert steps == -(-len(await shop.journal()) // 3)


async def test_a_batch_too_long_for_the_hub_is_halved(
    shop: Shop, hub: Hub, sari: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hub of another version, or a proxy in between, may take less."""
    from hub.sync import routes as hub_routes

    endpoint = next(e for e in hub_routes.routes.endpoints if e.name == "push_journal")
    await hub.stop()
    body = endpoint.parts["body"]
    limits = body.limits
    body.limits = type(limits)(max_body=6_000, gzip=True)
    try:
        await hub.start()
        for _ in range(4):
            await sari.order(wish("es-teh"), fire=True)
        async with open_link(str(shop.settings.socket_path), hub_url(hub), TOKEN) as link:
            push = Push(link, Standing(link))
            await push.begin()
            for _ in range(40):
                if len(await hub.seqs()) == len(await shop.journal()):
                    break
                await push.step()
        assert await hub.seqs() == [row.seq for row in await shop.journal()]
    finally:
        body.limits = limits


async def test_a_quiet_box_lets_the_hub_know_that_it_has_everything(
    shop: Shop, hub: Hub, sari: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BOX_WAIT_MS", 20)
    async with open_link(str(shop.settings.socket_path), hub_url(hub), TOKEN) as link:
        push = Push(link, Standing(link), quiet_s=0.0)
        await push.begin()
        await push.step()
        [before] = await hub.sql("select whole_ms from streams")
        await push.step()
        [after] = await hub.sql("select whole_ms from streams")
    assert after["whole_ms"] > before["whole_ms"]


async def test_a_hub_that_has_more_than_the_box_is_told_of(
    shop: Shop, hub: Hub, sari: Tablet
) -> None:
    """The box was put back to an old image and goes on in its old stream."""
    async with open_link(str(shop.settings.socket_path), hub_url(hub), TOKEN) as link:
        push = Push(link, Standing(link))
        await push.begin()
        await push.step()
        await hub.sql("update streams set seq = seq + 5")
        with pytest.raises(HubAhead):
            await push.begin()


async def test_a_gap_that_stays_is_not_asked_about_for_ever(
    shop: Shop, hub: Hub, sari: Tablet
) -> None:
    async with open_link(str(shop.settings.socket_path), hub_url(hub), TOKEN) as link:
        push = Push(link, Standing(link))
        await push.begin()
        await push.step()
        await hub.forge()
        await sari.order(wish("es-teh"))
        with pytest.raises(HubRefused) as refused:
            for _ in range(3):
                await push.step()
    assert refused.value.code == "sync.equivocation"


def hub_url(hub: Hub) -> str:
    return f"http://127.0.0.1:{hub.port}"

"""Tells people and programs where everything is once it runs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil

from tools.datafolder import DEMO
from tools.ports import LOOPBACK
from tools.stack import PRINTER_NAME, Stack, mqtt_port


def facts(stack: Stack, pids: Mapping[str, int]) -> dict[str, Any]:
    """What run.json holds. Never written before everything is well."""
    ports, demo = stack.ports, stack.data.read(DEMO)
    edge, hub = ports.url(ports.edge), ports.url(ports.hub)
    page = f"http://{LOOPBACK}:{ports.printer_page}/"
    return {
        "edge": {"url": edge, "pos": f"{edge}/pos/", "kds": f"{edge}/kds/", "docs": f"{edge}/docs"},
        "hub": {"url": hub, "office": f"{hub}/office/", "docs": f"{hub}/docs"},
        "mqtt": {
            "host": stack.env["TILO_MQTT_HOST"],
            "port": mqtt_port(stack.env),
            "kind": stack.mqtt_kind,
        },
        "printers": [{"name": PRINTER_NAME, "host": LOOPBACK, "port": ports.printer, "page": page}],
        "staff": demo.get("staff", []),
        "hub_users": demo.get("hub_users", []),
        "host": ports.host,
        "pids": dict(pids),
    }


def told(run: Mapping[str, Any], data: Path) -> str:
    """The block a person reads after the start."""
    lines = [
        "",
        "TiloPOS is running.",
        "",
        f"  Till                {run['edge']['pos']}",
        f"  Kitchen screen      {run['edge']['kds']}",
        f"  Receipts printed    {run['printers'][0]['page']}",
        f"  Back office         {run['hub']['office']}",
        f"  API of the box      {run['edge']['docs']}",
        f"  API of the hub      {run['hub']['docs']}",
        "",
        "  Sign in at the till:",
        *(f"    {_person(each)}" for each in run["staff"]),
        "  Sign in at the back office:",
        *(f"    {each['email']}   {each['password']}" for each in run["hub_users"]),
        "",
        *_from_elsewhere(run),
        f"  Data in {data} (logs in {data / 'log'})",
        "  Stop with Ctrl-C",
        "",
    ]
    return "\n".join(lines)


def _person(each: Mapping[str, Any]) -> str:
    return f"{each['name']:<22} {each['role']:<12} PIN {each['pin']}"


def _from_elsewhere(run: Mapping[str, Any]) -> list[str]:
    """Listening on every address, other devices find the box under the machine's own."""
    if run["host"] not in ("0.0.0.0", "::"):
        return []
    port = run["edge"]["url"].rsplit(":", 1)[1]
    return [f"  From other devices: http://{address}:{port}/pos/" for address in _addresses()] + [
        ""
    ]


def _addresses() -> list[str]:
    links = [link for each in psutil.net_if_addrs().values() for link in each]
    return [
        link.address
        for link in links
        if link.family.name == "AF_INET" and not link.address.startswith("127.")
    ]

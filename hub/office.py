"""The back office's files: built by web/, served as they are, `index.html` for what has no file."""

import mimetypes
from pathlib import Path
from typing import Final

from aiohttp import hdrs, web

from tilo.errors import Refusal

STATIC: Final = Path(__file__).parent / "static" / "office"


class OfficeMissing(Refusal):
    """The back office has not been built into this program."""

    code = "office.missing"
    status = 404


def add_pages(app: web.Application, root: Path = STATIC) -> None:
    """The back office and the way to it. Open to anyone: they hold nobody's data."""

    async def to_office(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={hdrs.LOCATION: "/office/"})

    async def page(request: web.Request) -> web.StreamResponse:
        return serve(root, request.match_info["path"])

    app.router.add_get("/", to_office)
    app.router.add_get("/office", to_office)
    app.router.add_get("/office/{path:.*}", page)


def serve(root: Path, path: str) -> web.FileResponse:
    """The file, which must lie inside ``root``. Refuses ``office.missing``."""
    found = _inside(root, path)
    if found is None:
        if path.startswith("assets/"):
            raise OfficeMissing()  # a page for a missing script would only confuse the browser
        found = _inside(root, "index.html")
    if found is None:
        raise OfficeMissing()
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    named_by_content = path.startswith("assets/")
    cache = "public, max-age=31536000, immutable" if named_by_content else "no-cache"
    return web.FileResponse(found, headers={hdrs.CONTENT_TYPE: kind, hdrs.CACHE_CONTROL: cache})


def _inside(root: Path, path: str) -> Path | None:
    """The file of that name under ``root``, if there is one."""
    try:
        found = (root / path).resolve()
        return found if found.is_relative_to(root.resolve()) and found.is_file() else None
    except (OSError, ValueError):  # a name no file system knows
        return None

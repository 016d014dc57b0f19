"""A site of as many articles as are asked for: 60 KB a page, mostly markup, as news pages are.

`python -m benchmarks.serving.newsstand` serves them on loopback, and prints its address.
"""

import asyncio
import random
import sys
from datetime import date, timedelta

from tests.integration.chaos import OUTLETS, TOWNS, article
from tests.integration.site import article_html

PAGE_BYTES = 60_000
_BLOCK = (
    '<div class="teaser card card--small" data-track="related"><a class="card__link" href="/more/{n}" '
    'title="More from this section"><img class="card__image" src="/images/{n}-320x180.jpg" alt="" loading="lazy">'
    "<h3>More news of the day from our section {n}</h3></a></div>\n"
)
_WORDS = {
    "place": "road market bridge school harbour station clinic square mosque library bakery garage stadium mill",
    "state": "closed crowded quiet flooded guarded repaired empty lit swept watched searched fenced",
    "time": "at noon/by evening/all night/before dawn/until late/in the morning/after the prayer",
}
_CHOICES = {kind: words.split("/" if "/" in words else None) for kind, words in _WORDS.items()}
_FIRST_DAY, _APART, _SPAN = date(1999, 1, 4), 60, 9_900


def _aside(number: int) -> str:
    """Twelve sentences in words of the article's own: with the same ones under each, all would be copies of one."""
    chance = random.Random(number)

    def one(kind: str) -> str:
        return chance.choice(_CHOICES[kind])

    return "".join(
        f"The {one('place')} near the {one('place')} was {one('state')} {one('time')}, "
        f"and the {one('place')} stayed {one('state')}.\n"
        for _ in range(12)
    )


def page_of(number: int) -> bytes:
    """The page of the article with this number."""
    told = article(number)
    headline, _, body = (told.document or "").partition("\n")
    # A town's happenings lie two months apart, in years that a page's date is believed in: else they would be one.
    day = _FIRST_DAY + timedelta(days=number // OUTLETS // TOWNS * _APART % _SPAN)
    html = article_html(headline, body + "\n" + _aside(number), day.isoformat(), told.publisher or "")
    blocks, size = [], len(html)
    while size < PAGE_BYTES:
        blocks.append(_BLOCK.format(n=len(blocks)))
        size += len(blocks[-1])
    return html.replace("</article>", "</article><aside>" + "".join(blocks) + "</aside>").encode()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while (line := await reader.readline()).strip():
            path = line.split()[1].decode("ascii", "replace").strip("/")
            while (await reader.readline()).strip():
                pass
            body = page_of(int(path)) if path.isdigit() else b""
            status = b"200 OK" if path.isdigit() else b"404 Not Found"
            writer.write(
                b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html; charset=utf-8\r\n"
                b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
            )
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def _serve() -> None:
    server = await asyncio.start_server(_answer, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(asyncio.run(_serve()))

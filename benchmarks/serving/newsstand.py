"""A site of as many articles as are asked for: 60 KB a page, mostly markup, as news pages are.

`python -m benchmarks.serving.newsstand` serves them on loopback, and prints its address.
"""

import asyncio
import sys

from benchmarks.serving.stories import story
from tests.integration.site import article_html

PAGE_BYTES = 60_000
_BLOCK = (
    '<div class="teaser card card--small" data-track="related"><a class="card__link" href="/more/{n}" '
    'title="More from this section"><img class="card__image" src="/images/{n}-320x180.jpg" alt="" loading="lazy">'
    "<h3>More news of the day from our section {n}</h3></a></div>\n"
)
_BLOCKS = [_BLOCK.format(n=n).encode() for n in range(PAGE_BYTES // 200)]


def page_of(number: int) -> bytes:
    """The page of the article with this number."""
    told = story(number)
    html = article_html(told.headline, told.body, told.published, told.outlet, told.lang)
    html = html.replace("</article>", "</article><aside>{aside}</aside>").encode()
    blocks = b"".join(_BLOCKS[: max(0, PAGE_BYTES - len(html)) // len(_BLOCKS[-1])])
    return html.replace(b"{aside}", blocks)


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

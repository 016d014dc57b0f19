"""Pages of a news site on this machine, of our own making: many happenings, each told by a few outlets."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OUTLETS = 4
"""Reports of one happening, one an outlet."""

_TOWNS = ("Aden", "Mosul", "Homs", "Sidon", "Tripoli", "Basra", "Idlib", "Sanaa", "Tunis", "Oran", "Khartoum", "Raqqa")
_EVENTS = ("a blast at the market", "a flood in the valley", "a fire in the port", "shelling of the suburbs")
_SOURCES = ("the Health Ministry", "the Red Cross", "the governor", "the civil defence")
_SYLLABLES = ("ba", "do", "ke", "lim", "mor", "nu", "pel", "ra", "sto", "ti", "vun", "zan", "gri", "hol", "fa")
_ENDINGS = ("before dawn", "after the rain", "in the evening", "without a word", "as neighbours looked on", "by hand")


def _word(chance: random.Random) -> str:
    # Made up, so that pages share no more words than pages of different events do.
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))


def _sentence(chance: random.Random) -> str:
    a, b, c, d, e = (_word(chance) for _ in range(5))
    return f"The {a} near the {b} was {c} {chance.choice(_ENDINGS)}, beside the {d} and the {e} of the town."


def told(number: int) -> tuple[str, list[str], str, str]:
    """Headline, paragraphs, day and outlet of the page with this number."""
    happening, outlet = divmod(number, OUTLETS)
    chance = random.Random(happening)
    town, event = _TOWNS[happening % len(_TOWNS)], chance.choice(_EVENTS)
    killed, injured, homes = chance.randint(3, 90), chance.randint(10, 400), chance.randint(20, 900)
    killed += outlet if outlet > 1 else 0
    source = _SOURCES[outlet]
    day = (date(2001, 1, 1) + timedelta(days=11 * happening % 9000)).isoformat()
    paragraphs = [
        f"At least {killed} people were killed and {injured} others injured in {event} in {town}, {source} said.",
        f"Among the dead were {chance.randint(2, 9)} children and a paramedic, according to {source}.",
        f"Some {homes} families were displaced, and {chance.randint(2, 30)} houses were destroyed.",
    ]
    own = random.Random(number)
    filler = [" ".join(_sentence(own) for _ in range(3)) for _ in range(9)]
    return f"{killed} killed in {event} in {town}", paragraphs + filler, day, f"Outlet {outlet}"


def page(number: int) -> bytes:
    """A page of some 60 KB: an article of three thousand characters, and what sites put around it."""
    headline, paragraphs, day, outlet = told(number)
    chance = random.Random(number)
    links = "".join(f'<li><a href="/section/{n}">Section {n} of the paper</a></li>' for n in range(60))
    more = "".join(
        f'<div class="card"><a href="/{n}"><img src="/i/{n}.jpg" alt=""><h3>More news of the day</h3></a></div>'
        for n in range(40)
    )
    script = "".join(
        f"var v{n}={{a:{chance.random()},b:'{chance.getrandbits(64):x}'}};" for n in range(chance.randint(700, 1300))
    )
    body = "".join(f"<p>{line}</p>" for line in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline} | {outlet}</title>'
        f'<meta property="og:site_name" content="{outlet}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{day}T09:00:00Z"><script>{script}</script></head>'
        f"<body><header><nav><ul>{links}</ul></nav></header><main><article><h1>{headline}</h1>{body}</article>"
        f'<aside class="related">{more}</aside></main><footer><p>All rights reserved.</p></footer></body></html>'
    ).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        number = self.path.strip("/")
        found = number.isdigit()
        body = page(int(number)) if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def newswire() -> Iterator[str]:
    """The site in a process of its own; its address."""
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.newswire"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    site = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    print(site.server_port, flush=True)
    site.serve_forever()

"""Who may come in, and what they may do: over real HTTP and a real database, with hostile guests."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import Engine, event, text

from core.store import reading
from desk.desk import Refused
from desk.people import ROLES, Person, add_user, disable, folded, set_password, set_role
from desk.signing import IDLE, LONGEST_STAY, MOST_OF_ADDRESS, MOST_OF_NAME_HERE, WINDOW, People, TooManyTries
from desk.stored import StoredDesk
from desk.web.app import build_app
from tests.e2e.serving import served

PASSWORD = "a river in flood 7"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Browser:
    """A browser with its own cookies."""

    def __init__(self, url: str) -> None:
        self.url, self.session = url, requests.Session()

    def get(self, path: str, **headers: str) -> requests.Response:
        """A page, without following redirects."""
        return self.session.get(self.url + path, headers=headers, allow_redirects=False, timeout=20)

    def post(self, path: str, on: str = "/flags", **fields: str) -> requests.Response:
        """A form as the page `on` holds it."""
        found = re.search(r'name="token" value="(\w+)"', self.get(on).text)
        data = {"token": found[1] if found else "", **fields}
        return self.session.post(self.url + path, data=data, allow_redirects=False, timeout=20)

    def sign_in(self, name: str, password: str = PASSWORD, onward: str = "") -> requests.Response:
        """Fills the form in."""
        return self.post("/sign-in", "/sign-in", name=name, password=password, onward=onward)


BOTH = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
"""On each kind of database: what asks it more than a row by its key."""


@pytest.fixture
def database_url(request: pytest.FixtureRequest, home: Path) -> str:
    """SQLite, unless a test asks for PostgreSQL too: passwords cost time."""
    if getattr(request, "param", "sqlite") == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{home / 'desk.db'}"


@pytest.fixture
def store(engine: Engine) -> Engine:
    """The tables."""
    return engine


@pytest.fixture
def url(store: Engine) -> Iterator[str]:
    with served(build_app(StoredDesk(store, lambda _: ()), "samira", people=People(store))) as address:
        yield address


@pytest.fixture
def staffed(store: Engine) -> Engine:
    for name, role in (("Amal", "admin"), ("Rami", "reviewer"), ("Vera", "viewer")):
        add_user(store, name, role, PASSWORD)
    return store


def signed(url: str, name: str) -> Browser:
    browser = Browser(url)
    assert browser.sign_in(name).status_code == 303
    return browser


def test_a_desk_without_users_serves_its_own_machine_alone(url: str, store: Engine) -> None:
    assert Browser(url).get("/flags").status_code == 200
    far = build_app(StoredDesk(store, lambda _: ()), "x", frozenset({"desk.example", "127.0.0.1"}), People(store))
    with served(far) as address:
        refused = Browser(address).get("/flags", Host="desk.example")
        assert refused.status_code == 403
        assert "Nobody can sign in here yet" in refused.text
        add_user(store, "Amal", "admin", PASSWORD)
        assert Browser(address).get("/flags", Host="desk.example").headers["location"].startswith("/sign-in")


def test_once_there_is_a_user_every_page_asks_who_comes(url: str, staffed: Engine) -> None:
    stranger = Browser(url)
    for path in ("/flags", "/queue", "/queue/rows", "/occurrences", "/schedules", "/sources", "/people", "/people/acts",
                 "/account", "/articles/x", "/flags/x", "/occurrences/x"):  # fmt: skip
        answer = stranger.get(path)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/sign-in"), path
    assert stranger.get("/queue/rows", **{"HX-Request": "true"}).status_code == 401
    assert stranger.get("/healthz").status_code == 200
    page = stranger.get("/sign-in")
    assert page.status_code == 200
    assert "Signed in as" not in page.text
    browser = Browser(url)
    answer = browser.sign_in("amal", onward="%2Fflags%3Fkind%3Ddisputed")
    assert answer.headers["location"] == "/flags?kind=disputed"
    assert "Amal" in browser.get("/flags").text


@pytest.mark.parametrize(
    "onward", ["https://evil.example", "//evil.example", "/\\evil.example", "%2F%2Fevil.example", "javascript:alert(1)",
               "/%09/evil.example", "\\\\evil.example"]
)  # fmt: skip
def test_signing_in_leads_to_no_other_site(url: str, staffed: Engine, onward: str) -> None:
    assert Browser(url).sign_in("Amal", onward=onward).headers["location"] == "/flags"


def test_a_wrong_name_and_a_wrong_password_look_the_same(url: str, staffed: Engine) -> None:
    answers = [Browser(url).sign_in(name, "not this one at all") for name in ("Amal", "Nobody")]
    assert [answer.status_code for answer in answers] == [401, 401]
    strip = [re.sub(r'value="\w*"', "", answer.text) for answer in answers]
    assert strip[0] == strip[1]


def test_a_session_that_was_planted_is_never_taken_up(url: str, staffed: Engine) -> None:
    victim = Browser(url)
    victim.session.cookies.set("tawatur_session", "planted-by-somebody-else")
    victim.sign_in("Amal")
    issued = victim.session.cookies.get("tawatur_session", domain="127.0.0.1")
    assert issued != "planted-by-somebody-else"
    thief = Browser(url)
    thief.session.cookies.set("tawatur_session", "planted-by-somebody-else")
    assert thief.get("/flags").status_code == 303


def test_a_form_of_before_signing_in_is_void_afterwards(url: str, staffed: Engine) -> None:
    browser = Browser(url)
    old = re.search(r'name="token" value="(\w+)"', browser.get("/sign-in").text)
    browser.sign_in("Amal")
    assert old is not None
    answer = browser.session.post(url + "/queue", data={"token": old[1], "articles": "x"}, timeout=20)
    assert answer.status_code == 403


def test_signing_out_ends_the_session_on_the_server_and_not_in_the_cookie_alone(url: str, staffed: Engine) -> None:
    browser = signed(url, "Amal")
    kept = browser.session.cookies.get("tawatur_session")
    assert browser.post("/sign-out").status_code == 303
    thief = Browser(url)
    thief.session.cookies.set("tawatur_session", str(kept))
    assert thief.get("/flags").status_code == 303


@BOTH
def test_the_tables_hold_nothing_that_signs_anybody_in(url: str, staffed: Engine) -> None:
    browser = signed(url, "Rami")
    made = re.search(r"taw_[\w-]+", browser.post("/account/tokens", "/account", name="export").text)
    assert made is not None
    cookie = str(browser.session.cookies.get("tawatur_session"))
    with reading(staffed) as session:
        tables = ("desk_user", "desk_session", "api_token", "audit", "sign_in")
        dump = str([session.connection().execute(text(f"SELECT * FROM {name}")).all() for name in tables])  # noqa: S608
    assert "$argon2id$" in dump
    for secret in (PASSWORD, cookie, made[0]):
        assert secret not in dump


@BOTH
def test_what_each_role_may(url: str, staffed: Engine) -> None:
    viewer, reviewer, admin = (signed(url, name) for name in ("Vera", "Rami", "Amal"))
    for browser in (viewer, reviewer, admin):
        assert browser.get("/flags").status_code == 200
    form = {"articles": "The ministry said 27 miners were killed in the pit."}
    assert [b.post("/queue", **form).status_code for b in (viewer, reviewer, admin)] == [403, 303, 303]
    assert [b.get("/people").status_code for b in (viewer, reviewer, admin)] == [403, 403, 200]
    assert [b.get("/people/acts").status_code for b in (viewer, reviewer, admin)] == [403, 403, 200]
    for path in ("/people", "/people/Amal/role", "/people/Amal/password", "/people/Amal/disable"):
        fields = {"name": "Eve", "role": "admin", "password": PASSWORD}
        assert [b.post(path, **fields).status_code for b in (viewer, reviewer)] == [403, 403], path
    assert "queued" in admin.get("/people/acts?who=Rami").text


@BOTH
def test_nobody_ends_what_belongs_to_another(url: str, staffed: Engine) -> None:
    rami, amal = signed(url, "Rami"), signed(url, "Amal")
    amal.post("/account/tokens", "/account", name="nightly")
    sessions = re.findall(r"/account/sessions/(\w+)/end", amal.get("/account").text)
    tokens = re.findall(r"/account/tokens/(\d+)/end", amal.get("/account").text)
    assert (len(sessions), len(tokens)) == (1, 1)
    assert rami.post(f"/account/sessions/{sessions[0]}/end").status_code == 409
    assert rami.post(f"/account/tokens/{tokens[0]}/end").status_code == 409
    assert "nightly" in amal.get("/account").text
    assert amal.post(f"/account/tokens/{tokens[0]}/end", "/account").status_code == 303
    assert "nightly" not in amal.get("/account").text


@BOTH
def test_whoever_is_shut_out_is_out_at_once(url: str, staffed: Engine) -> None:
    rami, amal = signed(url, "Rami"), signed(url, "Amal")
    assert amal.post("/people/Rami/disable", "/people").status_code == 303
    assert rami.get("/flags").status_code == 303
    assert Browser(url).sign_in("Rami").status_code == 401
    assert amal.post("/people/Rami/enable", "/people").status_code == 303
    assert rami.get("/flags").status_code == 303  # the old session stays ended
    assert Browser(url).sign_in("Rami").status_code == 303


@BOTH
def test_another_password_ends_every_other_session(url: str, staffed: Engine) -> None:
    here, there = signed(url, "Rami"), signed(url, "Rami")
    assert here.post("/account/password", "/account", old="wrong", new="another long one").status_code == 422
    assert here.post("/account/password", "/account", old=PASSWORD, new="short").status_code == 422
    assert here.post("/account/password", "/account", old=PASSWORD, new="another long one").status_code == 303
    assert here.get("/flags").status_code == 200
    assert there.get("/flags").status_code == 303
    assert Browser(url).sign_in("Rami").status_code == 401
    assert Browser(url).sign_in("Rami", "another long one").status_code == 303


def test_the_first_user_made_on_the_page_has_to_be_an_admin(url: str, store: Engine) -> None:
    alone = Browser(url)
    fields = {"name": "Vera", "role": "viewer", "password": PASSWORD}
    assert alone.post("/people", "/people", **fields).status_code == 422
    assert alone.post("/people", "/people", **{**fields, "role": "admin"}).status_code == 303
    assert alone.get("/flags").status_code == 303


@BOTH
def test_an_admin_always_remains(staffed: Engine) -> None:
    for act in (lambda: disable(staffed, "Amal"), lambda: set_role(staffed, "Amal", "viewer")):
        with pytest.raises(Refused, match="admin"):
            act()
    set_role(staffed, "Rami", "admin")
    disable(staffed, "Amal")
    with pytest.raises(Refused):
        disable(staffed, "Rami")


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("", "admin", PASSWORD),
        ("a" * 61, "admin", PASSWORD),
        ("a/b", "admin", PASSWORD),
        ("a\u202eb", "admin", PASSWORD),
        ("New", "owner", PASSWORD),
        ("New", "viewer", "short"),
        ("New", "viewer", "x" * 201),
        ("New", "viewer", "aaaaaaaaaaaa"),
        ("Long enough name", "viewer", "LONG  enough name"),
        (" ＡＭＡＬ ", "viewer", PASSWORD),
    ],
)
def test_users_that_cannot_be(staffed: Engine, name: str, role: str, password: str) -> None:
    with pytest.raises(Refused):
        add_user(staffed, name, role, password)


@BOTH
def test_guessing_is_slowed_down_and_the_brake_lets_go_again(staffed: Engine) -> None:
    clock = [NOW]
    people = People(staffed, lambda: clock[0])
    for _ in range(MOST_OF_NAME_HERE):
        with pytest.raises(Refused):
            people.sign_in("Amal", "wrong wrong wrong", "10.0.0.1")
    with pytest.raises(TooManyTries) as wait:
        people.sign_in("Amal", PASSWORD, "10.0.0.1")  # even the right one, now
    assert 0 < wait.value.seconds <= WINDOW.total_seconds() + 1
    assert people.sign_in("Amal", PASSWORD, "10.0.0.2").person.name == "Amal"  # a stranger can't lock her out
    clock[0] += WINDOW + timedelta(seconds=1)
    assert people.sign_in("Amal", PASSWORD, "10.0.0.1").person.role == "admin"


def test_whoever_took_a_session_cannot_guess_the_password_from_inside(url: str, staffed: Engine) -> None:
    browser = signed(url, "Rami")
    for _ in range(MOST_OF_NAME_HERE):
        answer = browser.post("/account/password", "/account", old="wrong wrong wrong", new="another long one")
        assert answer.status_code == 422
    slowed = browser.post("/account/password", "/account", old=PASSWORD, new="another long one")  # even the right one
    assert slowed.status_code == 429
    assert 0 < int(slowed.headers["Retry-After"]) <= WINDOW.total_seconds() + 1
    assert "minutes" in slowed.text
    token = People(staffed).new_token(add_user(staffed, "Nour", "reviewer", PASSWORD), "guesser")
    guess, held = {"old": "wrong wrong wrong", "new": "another long one"}, {"Authorization": f"Bearer {token}"}
    address = f"{url}/api/v1/account/password"
    tries = range(MOST_OF_NAME_HERE + 1)
    codes = [requests.post(address, json=guess, headers=held, timeout=20).status_code for _ in tries]
    assert codes == [409] * MOST_OF_NAME_HERE + [429]
    assert Browser(url).sign_in("Rami").status_code == 303  # signing in is braked by itself


@BOTH
def test_one_address_cannot_walk_through_the_names(staffed: Engine) -> None:
    people = People(staffed, lambda: NOW)
    with pytest.raises(TooManyTries):  # noqa: PT012 - which try is refused is counted below
        for number in range(MOST_OF_ADDRESS + 1):
            with pytest.raises(Refused):
                people.sign_in(f"name {number}", "wrong wrong wrong", "10.0.0.1")
    assert number == MOST_OF_ADDRESS


@BOTH
def test_sessions_end_by_themselves(staffed: Engine) -> None:
    clock = [NOW]
    people = People(staffed, lambda: clock[0])
    token = people.sign_in("Vera", PASSWORD, "::1").token
    begun = clock[0]
    while clock[0] - begun <= LONGEST_STAY:
        found = people.person_of_session(token)
        assert found is not None
        clock[0] += IDLE - timedelta(minutes=1)
    assert people.person_of_session(token) is None  # however busy
    token = people.sign_in("Vera", PASSWORD, "::1").token
    clock[0] += IDLE + timedelta(seconds=1)
    assert people.person_of_session(token) is None
    assert people.person_of_session("x" * 5000) is None


@BOTH
def test_a_password_set_by_an_admin_ends_tokens_too(staffed: Engine) -> None:
    people = People(staffed)
    rami = people.sign_in("Rami", PASSWORD, "::1").person
    token = people.new_token(rami, "export")
    found = people.person_of_token(token)
    assert found is not None
    assert (found.name, found.role) == ("Rami", "reviewer")
    set_password(staffed, "rami", "another long one")
    assert people.person_of_token(token) is None
    assert people.person_of_token("taw_nothing") is None
    assert people.person_of_token(token[4:]) is None


@BOTH
def test_pages_about_people_ask_a_few_questions_of_the_database(url: str, staffed: Engine) -> None:
    amal = signed(url, "Amal")
    for number in range(9):
        People(staffed).new_token(Person("Amal", "admin", 1), f"program {number}")
        signed(url, "Amal")
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    for path, most in (("/people", 9), ("/people/acts", 9), ("/people/acts?who=Amal&before=9", 9), ("/account", 10),
                       ("/sign-in", 2)):  # fmt: skip
        asked.clear()
        event.listen(staffed, "before_cursor_execute", count)
        assert (Browser(url) if path == "/sign-in" else amal).get(path).status_code == 200
        event.remove(staffed, "before_cursor_execute", count)
        assert len(asked) <= most, (path, asked)


@BOTH
def test_every_act_is_in_the_log(staffed: Engine) -> None:
    acts = [(row.who, row.act, row.subject) for row in People(staffed).acts()]
    assert acts == [("command line", "add user", name) for name in ("Vera", "Rami", "Amal")]


def test_roles_contain_one_another() -> None:
    may = {role: [needed for needed in ROLES if Person("x", role).may(needed)] for role in ROLES}
    assert may == {"viewer": ["viewer"], "reviewer": ["viewer", "reviewer"], "admin": list(ROLES)}
    assert folded("  ＳＡＭＩＲＡ  Ａ") == folded("samira a")

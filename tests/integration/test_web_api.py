"""The API: what it gives, refuses and does once; and whatever a machine can think of sending it."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from desk.people import Person, add_user, disable
from desk.signing import People
from desk.stored import StoredDesk
from desk.views import FlagFilter
from desk.web.app import build_app
from tests.e2e.newsroom import Newsroom, open_newsroom
from tests.e2e.serving import served

PASSWORD = "a river in flood 7"
EXAMPLES = {"sqlite": 20, "postgresql": 10}
"""Requests that are made up for each operation of the API, by database."""


@dataclass(frozen=True)
class Api:
    """A served API over a checked newsroom, with a token for each role."""

    url: str
    room: Newsroom
    desk: StoredDesk
    tokens: dict[str, str]

    def ask(self, method: str, path: str, role: str = "reviewer", **more: object) -> requests.Response:
        """One request; headers may be added."""
        headers = {"Authorization": f"Bearer {self.tokens[role]}", **dict(more.pop("headers", {}))}  # type: ignore[call-overload]
        return requests.request(method, self.url + "/api/v1" + path, headers=headers, timeout=30, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with opened(tmp_path_factory.mktemp("api")) as served_api:
        yield served_api


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def sacrificed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Api]:
    """One on each kind of database that a test may leave in ruins."""
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    with opened(tmp_path, url) as served_api:
        yield served_api


@contextmanager
def opened(home: Path, database_url: str = "") -> Iterator[Api]:
    """An API over a newsroom in the folder `home`."""
    room = open_newsroom(home, database_url=database_url)
    engine = room.runtime.engine
    people = People(engine)
    tokens = {}
    for name, role in (("Amal", "admin"), ("Rami", "reviewer"), ("Vera", "viewer")):
        tokens[role] = people.new_token(add_user(engine, name, role, PASSWORD), "tests")
    desk = StoredDesk(engine, room.publish)
    with served(build_app(desk, "samira", people=people)) as url:
        yield Api(url, room, desk, tokens)
    room.runtime.close()


def test_lists_and_things_read_as_the_pages_show_them(api: Api) -> None:
    flags = api.ask("GET", "/flags").json()
    rows = api.desk.flags(FlagFilter()).rows
    assert [item["id"] for item in flags["items"]] == [row.id for row in rows]
    assert (flags["total"], flags["next"]) == (len(rows), None)
    assert flags["items"][0]["left"]["value"] == int(rows[0].left.value or 0)
    flag = api.ask("GET", f"/flags/{rows[0].id}").json()
    assert flag["because"]["en"]
    assert flag["left"]["passage"]
    article = api.ask("GET", f"/articles/{flag['left']['article_id']}").json()
    assert {"n", "figure", "findings"} <= set(article["claims"][0])
    assert article["id"] in [one["article_id"] for one in api.ask("GET", "/articles").json()["items"]]
    occurrence = api.ask("GET", f"/occurrences/{flag['occurrence_id']}?codebook=ibc").json()
    assert occurrence["codebook"] == "ibc"
    assert all(row["best"] is None for row in occurrence["tally"])
    for path in ("/occurrences", "/verifications", "/schedules", "/sources"):
        assert isinstance(api.ask("GET", path).json()["items"], list)


def test_pages_lead_on_to_the_end_and_hold_each_thing_once(api: Api) -> None:
    for number in range(120):
        api.desk.queue((f"https://example.org/many/{number}",), (), "x")
    seen: list[str] = []
    path: str | None = "/verifications"
    while path:
        page = api.ask("GET", path.removeprefix("/api/v1")).json()
        seen += [item["id"] for item in page["items"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) >= 120
    assert seen == sorted(seen, key=int, reverse=True)
    for run in api.desk.verifications():
        if run.moving:
            api.desk.cancel(run.id, "x")


def test_a_ruling_is_made_and_taken_back(api: Api) -> None:
    flag = api.desk.flags(FlagFilter()).rows[0].id
    made = api.ask("POST", f"/flags/{flag}/decisions", json={"decision": "a_right", "note": "ركّ"})
    assert made.status_code == 201
    assert (made.json()["state"], made.json()["history"][0]["who"]) == ("decided", "Rami")
    assert api.ask("POST", f"/flags/{flag}/undo").json()["state"] == "open"
    again = api.ask("POST", f"/flags/{flag}/undo")
    assert (again.status_code, again.headers["content-type"]) == (409, "application/problem+json")
    wrong = api.ask("POST", f"/flags/{flag}/decisions", json={"decision": "a_right", "dimension": "place"})
    assert wrong.status_code == 422


def test_the_same_key_does_it_once_and_answers_alike(api: Api) -> None:
    flag = api.desk.flags(FlagFilter()).rows[0].id
    send = {"json": {"decision": "cannot_tell"}, "headers": {"Idempotency-Key": "night-run-1"}}
    first, second = (api.ask("POST", f"/flags/{flag}/decisions", **send) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
    shown = api.desk.discrepancy(flag, FlagFilter(state="all"))
    assert shown is not None
    assert [row.decision for row in shown.history].count("cannot_tell") == 1
    other = {**send, "json": {"decision": "a_right"}}
    assert api.ask("POST", f"/flags/{flag}/decisions", **other).status_code == 422
    theirs = api.ask("POST", f"/flags/{flag}/decisions", "admin", **send)
    assert "idempotent-replayed" not in theirs.headers  # a key belongs to who sent it
    for _ in range(2):
        api.desk.undo(flag, "x") if api.desk.flags(FlagFilter(state="decided")).rows else None


def test_a_refused_act_leaves_its_key_free(api: Api) -> None:
    for _ in range(2):
        answer = api.ask("POST", "/verifications/999999/retry", headers={"Idempotency-Key": "k2"})
        assert answer.status_code == 409
        assert "reload" in answer.json()["detail"]


def test_nobody_comes_in_without_a_token_or_beyond_a_role(api: Api) -> None:
    flag = api.desk.flags(FlagFilter()).rows[0].id
    bare = requests.get(api.url + "/api/v1/flags", timeout=20)
    assert (bare.status_code, bare.headers["www-authenticate"]) == (401, "Bearer")
    assert bare.headers["content-type"] == "application/problem+json"
    wrong = requests.get(api.url + "/api/v1/flags", headers={"Authorization": "Bearer taw_x"}, timeout=20)
    assert wrong.status_code == 401
    assert api.ask("GET", "/flags", "viewer").status_code == 200
    for path, body in (("/verifications", {"urls": ["https://example.org/"]}), (f"/flags/{flag}/undo", None)):
        assert api.ask("POST", path, "viewer", json=body).status_code == 403
    engine = api.room.runtime.engine
    gone = People(engine).new_token(add_user(engine, "Gone", "reviewer", PASSWORD), "t")
    disable(engine, "Gone")
    late = requests.get(api.url + "/api/v1/flags", headers={"Authorization": f"Bearer {gone}"}, timeout=20)
    assert late.status_code == 401


def test_a_browsers_session_looks_but_acts_through_forms_alone(api: Api) -> None:
    cookie = {"tawatur_session": People(api.room.runtime.engine).sign_in("Rami", PASSWORD, "::1").token}
    assert requests.get(api.url + "/api/v1/flags", cookies=cookie, timeout=20).status_code == 200
    act = requests.post(
        api.url + "/api/v1/verifications", json={"urls": ["https://x.org/"]}, cookies=cookie, timeout=20
    )
    assert act.status_code == 401
    foreign = api.ask(
        "POST", "/verifications", json={"urls": ["https://x.org/"]}, headers={"Origin": "https://evil.example"}
    )
    assert foreign.status_code == 403


@pytest.mark.parametrize(
    "body", [{}, {"urls": []}, {"urls": ["ftp://x.org"]}, {"urls": ["https://x.org"] * 10_001}, {"urls": "https://x.org"},
             {"article": {"text": "short"}}, {"article": {"text": "a\0bcdefghijk"}}, {"more": 1}, [], None]
)  # fmt: skip
def test_what_cannot_be_queued_is_a_problem_in_words(api: Api, body: object) -> None:
    answer = api.ask("POST", "/verifications", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"]


def test_what_is_not_there_is_a_problem_too(api: Api) -> None:
    for path in ("/flags/none", "/articles/none", "/occurrences/none", "/nothing"):
        answer = api.ask("GET", path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json"), path
    assert api.ask("DELETE", "/flags").status_code == 405


def test_files_hold_every_claim_and_flag_and_keep_hostile_text_text(api: Api) -> None:
    lines = api.ask("GET", "/export/claims.jsonl").text.splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["claim_id"] for row in rows}) == len(rows) > 5
    one = rows[0]["occurrence_id"]
    some = api.ask("GET", f"/export/claims.jsonl?occurrence={one}").text.splitlines()
    assert len(some) == sum(row["occurrence_id"] == one for row in rows)
    table = api.ask("GET", "/export/claims.csv")
    assert table.headers["content-disposition"] == 'attachment; filename="tawatur-claims.csv"'
    assert len(list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))) == len(rows) + 1
    flags = list(csv.DictReader(io.StringIO(api.ask("GET", "/export/flags.csv").content.decode("utf-8-sig"))))
    assert [row["flag_id"] for row in flags] == [row.id for row in api.desk.flags(FlagFilter()).rows]
    book = load_workbook(io.BytesIO(api.ask("GET", "/export/flags.xlsx").content))
    assert book.active.max_row == len(flags) + 1
    assert api.ask("GET", "/export/../../etc/passwd").status_code == 404
    assert api.ask("GET", "/export/claims.exe").status_code == 422
    assert requests.get(api.url + "/export/claims.csv", timeout=20, allow_redirects=False).status_code == 303


def test_decided_claims_leave_as_reviews(api: Api) -> None:
    flag = api.desk.flags(FlagFilter()).rows[0].id
    before = len(api.ask("GET", "/export/claimreview.json").json())
    api.desk.decide(flag, "b_right", None, "", "Rami")
    found = api.ask("GET", "/export/claimreview.json")
    assert found.headers["content-type"] == "application/ld+json"
    assert len(found.json()) > before
    assert api.url + f"/flags/{flag}" in {one["url"] for one in found.json()}
    cookie = {"tawatur_session": People(api.room.runtime.engine).sign_in("Vera", PASSWORD, "::1").token}
    shown = api.desk.discrepancy(flag, FlagFilter(state="all"))
    assert shown is not None
    page = requests.get(f"{api.url}/occurrences/{shown.occurrence_id}/print", cookies=cookie, timeout=20)
    assert page.status_code == 200
    assert "Right is right" in page.text
    api.desk.undo(flag, "Rami")


def test_no_token_alone_gives_anybody_access(api: Api) -> None:
    """An admin's token that leaked makes no user, role, password or token, and nobody guesses on with it."""
    acts = {
        "/people": {"name": "Eve", "role": "admin", "password": PASSWORD},
        "/people/Vera/role": {"role": "admin"},
        "/people/Vera/password": {"password": "another long one"},
        "/people/Vera/enable": {},
        "/account/tokens": {"name": "heir"},
    }
    before = api.ask("GET", "/people", "admin").json(), api.ask("GET", "/account", "admin").json()["tokens"]
    for path, body in acts.items():
        bare = api.ask("POST", path, "admin", json=body)
        assert (bare.status_code, "own_password" in bare.json()["detail"]) == (403, True), path
    for path, body in acts.items():
        wrong = api.ask("POST", path, "admin", json={**body, "own_password": "wrong wrong wrong"})
        assert wrong.status_code == 409, path  # the fifth try in a row was the last
    assert api.ask("POST", "/people", "admin", json={**acts["/people"], "own_password": PASSWORD}).status_code == 429
    after = api.ask("GET", "/people", "admin").json(), api.ask("GET", "/account", "admin").json()["tokens"]
    assert before == after


def test_who_also_knows_the_password_sees_to_people_and_tokens(sacrificed: Api) -> None:
    told = {"own_password": PASSWORD}
    new = {"name": "Nour", "role": "viewer", "password": "another long one"}
    assert sacrificed.ask("POST", "/people", "admin", json={**new, **told}).status_code == 201
    assert sacrificed.ask("POST", "/people/Nour/role", "admin", json={"role": "reviewer", **told}).status_code == 200
    made = sacrificed.ask("POST", "/account/tokens", json={"name": "nightly", **told})
    assert made.status_code == 201
    heir = {"Authorization": f"Bearer {made.json()['token']}"}
    account = requests.get(sacrificed.url + "/api/v1/account", headers=heir, timeout=20).json()
    assert (account["name"], "nightly" in [one["name"] for one in account["tokens"]]) == ("Rami", True)
    assert sacrificed.ask("POST", "/people/Nour/disable", "admin").status_code == 200
    assert sacrificed.ask("POST", "/people/Nour/enable", "admin", json=told).status_code == 200
    acts = sacrificed.ask("GET", "/acts", "admin").json()
    assert [one["act"] for one in acts["items"]][:5] == [
        "enable user", "disable user", "new token", "set role", "add user",
    ]  # fmt: skip
    assert acts["next"] is None
    assert sacrificed.ask("POST", "/people", json={**new, **told}).status_code == 403  # whatever a reviewer knows


SAME_ACT = {
    "/queue": "/verifications",
    "/queue/{verification_id}/retry": "/verifications/{verification_id}/retry",
    "/queue/{verification_id}/cancel": "/verifications/{verification_id}/cancel",
    "/queue/dead/{letter_id}/retry": "/dead/{letter_id}/retry",
    "/queue/dead/{letter_id}/discard": "/dead/{letter_id}/discard",
    "/flags/{flag_id}/assignment": "/flags/assignments",
    "/bulk/decisions": "/flags/decisions",
    "/bulk/undo": "/flags/undo",
    "/bulk/assignments": "/flags/assignments",
    "/bulk/filters": "/filters",
    "/bulk/filters/{filter_id}/delete": "/filters/{filter_id}/delete",
}
"""What the pages do, and the API under another address."""


def test_whatever_a_page_does_the_api_does_too(api: Api) -> None:
    people = People(api.room.runtime.engine)
    pages = build_app(api.desk, "x", people=people).openapi()["paths"]
    forms = {path for path, acts in pages.items() if "post" in acts} - {"/sign-in", "/sign-out"}
    paths = api.ask("GET", "/openapi.json").json()["paths"]
    taken = {path for path, acts in paths.items() if "post" in acts}
    assert {SAME_ACT.get(path, path) for path in forms} - taken == set()
    assert set(SAME_ACT) <= forms
    keyed = {path for path in taken if "Idempotency-Key" in json.dumps(paths[path]["post"].get("parameters", []))}
    assert {path.split("/")[1] for path in taken - keyed} == {"people", "account"}


def test_nothing_that_the_description_allows_breaks_the_api(sacrificed: Api) -> None:
    """As an admin, since nothing is closed to one; a fresh token for each operation: what is tried may well end the
    caller's tokens."""
    people, amal = People(sacrificed.room.runtime.engine), Person("Amal", "admin", 1)
    most = EXAMPLES[sacrificed.room.runtime.engine.dialect.name]
    schema = schemathesis.openapi.from_url(sacrificed.url + "/api/v1/openapi.json")
    checks = [not_a_server_error, status_code_conformance, response_schema_conformance]
    tried: list[str] = []

    def attack(operation: schemathesis.APIOperation, headers: dict[str, str]) -> None:
        @settings(max_examples=most, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def send(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=headers, checks=checks, timeout=30)

        send()

    for found in schema.get_all_operations():
        operation = found.ok()
        attack(operation, {"Authorization": f"Bearer {people.new_token(amal, operation.label)}"})
        for left in people.belongings(amal)[1]:
            people.end_token(amal, left.id or 0)
        tried.append(operation.label)
    assert len(tried) == len(set(tried)) > 55

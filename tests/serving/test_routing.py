"""Which flow serves a call, whatever the caller has put into the path."""

from __future__ import annotations

import asyncio
import copy
import pickle
import re
from collections.abc import Awaitable, Callable, Generator
from typing import Any

import pytest
from attrs import define
from hypothesis import given
from hypothesis import strategies as st

from agicodec import Command
from agicodec.asyncagi import quote_uri
from agicodec.commands import Hangup, Noop, SetContext
from agicodec.serving import AsyncRouter, NoRoute, Router, Script
from agicodec.testing import Asterisk, AsyncTestCall, TestCall
from agicodec.wire.command_line import from_wire


@define
class Asked:
    """What is routed: a script, which the router may replace."""

    script: Script


def returning(text: str) -> Callable[[Asked], str]:
    """Make a flow that returns a text."""
    return lambda _: text


def router_of(*patterns: str) -> Router[Asked, str]:
    """Make a router whose flows return their patterns."""
    router = Router[Asked, str]()
    for pattern in patterns:
        router.add(pattern, returning(pattern))
    return router


def route(router: Router[Asked, str], text: str) -> tuple[str, dict[str, str]] | None:
    """Return the pattern that a path reaches, and the parameters; None when it is refused."""
    call = Asked(Script.parse(text))
    try:
        pattern = router(call)
    except NoRoute:
        assert call.script == Script.parse(text)
        return None
    return pattern, dict(call.script.parameters)


PATTERNS = (
    "",
    "ivr",
    "ivr/{queue}",
    "ivr/help",
    "ivr/{queue}/{lang}",
    "ivr/{queue}/de",
    "{area}/help",
    "{area}/help/x",
    "a/b/c",
    "a/{x}/d",
    "{x}/b/e",
    "slash/",
    "café/*98#",
)

ROUTES: dict[str, tuple[str, dict[str, str]] | None] = {
    "": ("", {}),
    "?lang=de": ("", {}),
    "/": ("", {}),
    "//": None,
    "ivr": ("ivr", {}),
    "/ivr": ("ivr", {}),
    "//ivr": None,
    "IVR": None,
    "i%76r": ("ivr", {}),
    "ivr/": None,
    "ivr//": None,
    "ivr?x=1": ("ivr", {}),
    "ivr/sales?lang=de": ("ivr/{queue}", {"queue": "sales"}),
    "ivr/sales/": None,
    "ivr//sales": None,
    "ivr/help": ("ivr/help", {}),
    "ivr/hel%70": ("ivr/help", {}),
    "ivr/help/de": ("ivr/{queue}/de", {"queue": "help"}),
    "ivr/help/en": ("ivr/{queue}/{lang}", {"queue": "help", "lang": "en"}),
    "ivr/..": None,
    "ivr/.": None,
    "ivr/%2e%2E": None,
    "ivr/...": ("ivr/{queue}", {"queue": "..."}),
    "ivr/../ivr": None,
    "ivr/../../ivr": None,
    "./ivr": None,
    "ivr/a%2Fb": ("ivr/{queue}", {"queue": "a/b"}),
    "ivr%2Fhelp": None,
    "ivr/%3Fx": ("ivr/{queue}", {"queue": "?x"}),
    "ivr/{queue}": ("ivr/{queue}", {"queue": "{queue}"}),
    "ivr/+49 30": ("ivr/{queue}", {"queue": "+49 30"}),
    "ivr/*98#": ("ivr/{queue}", {"queue": "*98#"}),
    "ivr/%FF": ("ivr/{queue}", {"queue": "\udcff"}),
    "ivr/%": ("ivr/{queue}", {"queue": "%"}),
    "ivr/a/b/c": None,
    "shop/help": ("{area}/help", {"area": "shop"}),
    "ivr/help/x": ("ivr/{queue}/{lang}", {"queue": "help", "lang": "x"}),
    "shop/help/x": ("{area}/help/x", {"area": "shop"}),
    "a/b/c": ("a/b/c", {}),
    "a/b/d": ("a/{x}/d", {"x": "b"}),
    "a/b/e": ("{x}/b/e", {"x": "a"}),
    "a/b/f": None,
    "slash/": ("slash/", {}),
    "slash": None,
    "caf%C3%A9/*98#": ("café/*98#", {}),
    "café/*98#": ("café/*98#", {}),
    "http://host/ivr": None,
    "elsewhere": None,
}


@pytest.mark.parametrize("patterns", [PATTERNS, PATTERNS[::-1]], ids=["in order", "in reverse"])
@pytest.mark.parametrize(("text", "expected"), ROUTES.items())
def test_a_path_reaches_its_flow(
    text: str, expected: tuple[str, dict[str, str]] | None, patterns: tuple[str, ...]
) -> None:
    assert route(router_of(*patterns), text) == expected


WRONG = {
    "ivr/*": "there are no wildcards",
    "**": "there are no wildcards",
    "ivr/<queue>": "is written in braces",
    "ivr/<int:queue>": "is written in braces",
    "ivr/:queue": "is written in braces",
    "agi://host/ivr": "is a URL; write the path",
    "HAGI://host/ivr?x": "is a URL; write the path",
    "//host/ivr": "an empty segment",
    "ivr//sales": "an empty segment",
    "ivr//": "an empty segment",
    "caf%C3%A9": "after it has been decoded",
    "a%2fb/x": "after it has been decoded",
    "..": "leads nowhere",
    "ivr/.": "leads nowhere",
    "ivr/{": "a parameter is a whole segment",
    "ivr/x{queue}": "a parameter is a whole segment",
    "ivr/{queue}x": "a parameter is a whole segment",
    "ivr/}": "a parameter is a whole segment",
    "ivr/{}": "a name stands in the braces",
    "ivr/{a}{b}": "a name stands in the braces",
    "ivr/{a b}": "a name stands in the braces",
    "ivr/{1}": "a name stands in the braces",
    "ivr/{queue:int}": "a name stands in the braces",
    "ivr/{queue}\n": "a parameter is a whole segment",
    "ivr/{a-b}": "a name stands in the braces",
    "ivr/{{queue}}": "a name stands in the braces",
    "{a}/{a}": "has the parameter 'a' twice",
    "{a}/x/{b}/{a}": "has the parameter 'a' twice",
    "ivr/../x": "leads nowhere",
    "./ivr": "leads nowhere",
    "ivr?lang": "has a query",
}


@pytest.mark.parametrize(("pattern", "problem"), WRONG.items())
def test_a_malformed_pattern_is_refused_at_registration(pattern: str, problem: str) -> None:
    router = router_of("ivr")
    with pytest.raises(ValueError, match=re.escape(repr(pattern))) as caught:
        router.add(pattern, lambda _: "wrong")
    assert re.search(problem, str(caught.value))
    assert route(router, "ivr") == ("ivr", {})
    assert route(router, "ivr/x") is None


@pytest.mark.parametrize("pattern", [None, 5, b"ivr", ["ivr"], re.compile("ivr")])
def test_a_pattern_is_a_string(pattern: str) -> None:
    router = router_of("ivr")
    with pytest.raises(TypeError, match=f"^pattern {re.escape(repr(pattern))}: expected a string"):
        router.add(pattern, returning("wrong"))
    with pytest.raises(TypeError, match="expected a string"):
        router.route(pattern)


def test_a_flow_is_a_function() -> None:
    router = router_of("ivr")
    for flow in (None, "flow"):
        with pytest.raises(TypeError, match=r"^flow .* expected a function of the call"):
            router.add("x", flow)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert route(router, "x") is None
    with pytest.raises(TypeError, match=r"^fallback 5: expected a function, or None"):
        Router[Asked, str](fallback=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("pattern", ["*98", "#", "100%", "%%", "a b", "a:b", "Ivr", "ivr", "ivr/", "x.py", "é", "a+b"])
def test_any_other_text_is_itself(pattern: str) -> None:
    router = router_of(*{"ivr", "Ivr", "ivr/", "/other/{name}", pattern})
    assert route(router, pattern) == (pattern, {})
    assert route(router, f"/{pattern}") == (pattern, {})
    assert route(router, quote_uri(pattern.encode()).replace("%2F", "/")) == (pattern, {})


@pytest.mark.parametrize(
    ("first", "second"), [("ivr", "ivr"), ("ivr", "/ivr"), ("", "/"), ("{a}/x", "{b}/x"), ("a/{b}/{c}", "a/{c}/{b}")]
)
def test_two_patterns_for_the_same_paths_are_refused(first: str, second: str) -> None:
    router = router_of(first)
    with pytest.raises(ValueError, match="matches the same paths as") as caught:
        router.add(second, lambda _: "wrong")
    assert repr(first) in str(caught.value)
    assert repr(second) in str(caught.value)


def test_a_decorator_registers_a_flow() -> None:
    router = Router[Asked, str]()

    @router.route("ivr/{queue}")
    def ivr(call: Asked) -> str:
        return call.script.parameters["queue"] + call.script.query["lang"]

    assert router(Asked(Script.parse("ivr/sales?lang=de"))) == "salesde"
    assert ivr(Asked(Script("", {"queue": "x"}, {"lang": "y"}))) == "xy"


def test_a_fallback_takes_what_is_left() -> None:
    router = Router[Asked, str](fallback=lambda call: f"fallback {call.script.path}")
    router.add("ivr", lambda _: "ivr")
    assert router(Asked(Script("ivr"))) == "ivr"
    assert router(Asked(Script("ivr/x"))) == "fallback ivr/x"


def test_a_refusal_says_what_is_to_be_run() -> None:
    router = Router[Asked, str](refusal=[SetContext("closed"), Hangup()])
    with pytest.raises(NoRoute, match="no flow is registered for the script 'ivr'") as caught:
        router(Asked(Script("ivr")))
    assert caught.value.refusal == (SetContext("closed"), Hangup())
    assert copy.copy(caught.value) == caught.value == pickle.loads(pickle.dumps(caught.value))


@pytest.mark.parametrize(
    ("refusal", "texts"),
    [
        ([], [", and the router has no refusal"] * 2),
        ([Hangup()], ["; the refusal is HANGUP", "; HANGUP was not run", "; HANGUP was run"]),
        (
            [SetContext("closed"), Hangup(), Noop()],
            [
                "; the refusal is SET CONTEXT, HANGUP, NOOP",
                "; SET CONTEXT, HANGUP, NOOP were not run",
                "; SET CONTEXT was run; HANGUP, NOOP were not run",
                "; SET CONTEXT, HANGUP were run; NOOP was not run",
                "; SET CONTEXT, HANGUP, NOOP were run",
            ],
        ),
    ],
)
def test_a_refusal_says_what_was_run(refusal: list[Command[object]], texts: list[str]) -> None:
    error = NoRoute(Script("ivr"), refusal)
    found = [str(error)]
    for expected, command in zip(refusal, error.commands(), strict=True):
        assert command == expected
        found.append(str(error))
    assert [*found, str(error)] == [f"no flow is registered for the script 'ivr'{text}" for text in texts]


def test_a_refusal_has_commands_and_no_fallback_beside_it() -> None:
    with pytest.raises(TypeError, match="expected a command"):
        Router(refusal=["SET CONTEXT closed"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match=r"^refusal Hangup\(.*\): expected a list of commands"):
        Router(refusal=Hangup())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="a fallback or a refusal, not both"):
        Router[Asked, str](fallback=lambda _: "", refusal=[Hangup()])


def test_a_router_is_a_flow_for_calls_that_block(asterisk: Asterisk) -> None:
    router = Router[TestCall, str]()

    @router.route("")
    def welcome(call: TestCall) -> str:
        call.verbose("welcome")
        return "done"

    call = TestCall(asterisk)
    call.start()
    assert router(call) == "done"
    assert asterisk.messages == ["welcome"]


def test_a_router_is_a_flow_for_calls_that_await(asterisk: Asterisk) -> None:
    router = AsyncRouter[AsyncTestCall]()

    @router.route("")
    async def welcome(call: AsyncTestCall) -> str:
        await call.verbose("welcome")
        return "done"

    async def serve(flow: Callable[[AsyncTestCall], Awaitable[object]]) -> object:
        call = AsyncTestCall(asterisk)
        await call.start()
        return await flow(call)

    assert asyncio.run(serve(router)) == "done"
    assert asterisk.messages == ["welcome"]


def test_a_router_makes_a_coroutine_of_whatever_can_be_awaited(asterisk: Asterisk) -> None:
    class Later:
        def __await__(self) -> Generator[None, None, str]:
            yield from ()
            return "done"

    call = AsyncTestCall(asterisk)
    assert asyncio.run(AsyncRouter[AsyncTestCall](fallback=lambda call: Later())(call)) == "done"

    def blocks(call: object) -> None:
        pass

    returns: Any = blocks
    with pytest.raises(TypeError, match="the flow returned None, which cannot be awaited"):
        asyncio.run(AsyncRouter[AsyncTestCall](fallback=returns)(call))


HOSTILE = st.one_of(
    st.text(),
    st.binary().map(from_wire),
    st.binary().map(quote_uri),
    st.text(alphabet="./%2eEfF?#&;=+{}\\\0\n", max_size=20),
    st.lists(st.sampled_from(["ivr", "admin", "help", "..", ".", "", "%2e%2e", "%2F", "{queue}", "?", "#"])).map(
        "/".join
    ),
)


@given(HOSTILE)
def test_nothing_that_was_dialled_reaches_a_flow_beside_its_own(dialled: str) -> None:
    router = router_of("", "ivr", "admin", "admin/{what}", "ivr/help", "ivr/{queue}", "ivr/{queue}/x", "{any}/admin")
    found = route(router, f"ivr/{dialled}")
    assert found is None or found[0].startswith("ivr/") or (found[0] == "{any}/admin" and found[1] == {"any": "ivr"})
    assert found is None or not set(found[1].values()) & {"", ".", ".."}


@given(HOSTILE)
def test_any_path_reaches_one_flow_or_none(path: str) -> None:
    router = router_of(*PATTERNS)
    found = route(router, path)
    assert found == route(router_of(*reversed(PATTERNS)), path)


@given(st.binary(min_size=1).filter(lambda value: value not in (b".", b"..")))
def test_a_parameter_that_asterisk_has_encoded_arrives_whole(value: bytes) -> None:
    assert route(router_of("ivr/{queue}"), f"ivr/{quote_uri(value)}") == ("ivr/{queue}", {"queue": from_wire(value)})

"""The login to the manager interface, message by message."""

from __future__ import annotations

import hashlib
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import RemoteProtocolError
from agicodec.asyncagi import Greeting, Message
from agicodec.serving import LoginRefused
from agicodec.serving.login import Credentials, Login

GREETING = Greeting("Asterisk Call Manager/11.0.0")
EVENT = Message((("Event", "FullyBooted"), ("ActionID", "a1")))


def message(**headers: str) -> Message:
    return Message(tuple(headers.items()))


def login(authentication: Literal["md5", "plain"] = "md5", secret: str = "s3cret") -> Login:
    return Login(Credentials("agi", secret, authentication), "a1")


@given(st.lists(st.sampled_from([EVENT, message(Response="Error", ActionID="other"), message(Response="Error")])))
def test_a_challenge_is_answered_with_a_hash(others: list[Message]) -> None:
    entered = login(secret="sécret")

    def receive(wanted: Message) -> object:
        assert [entered.receive(other) for other in others] == [None] * len(others)
        return entered.receive(wanted)

    assert entered.receive(GREETING) == {"Action": "Challenge", "ActionID": "a1", "AuthType": "MD5"}
    key = hashlib.md5("795471207sécret".encode()).hexdigest()
    assert receive(message(Response="Success", ActionID="a1", Challenge="795471207")) == {
        "Action": "Login",
        "ActionID": "a1",
        "Username": "agi",
        "Events": "agi,call",
        "AuthType": "MD5",
        "Key": key,
    }
    assert not entered.is_done
    assert receive(message(Response="Success", ActionID="a1", Message="Authentication accepted")) is None
    assert entered.is_done
    assert entered.greeting == "Asterisk Call Manager/11.0.0"


def test_a_secret_is_sent_only_after_the_greeting() -> None:
    entered = login("plain")
    action = entered.receive(GREETING)
    assert action == {"Action": "Login", "ActionID": "a1", "Username": "agi", "Events": "agi,call", "Secret": "s3cret"}
    assert entered.receive(message(response="SUCCESS", actionid="a1")) is None
    assert entered.is_done


@pytest.mark.parametrize(
    "wrong", [Greeting("SSH-2.0"), Greeting(""), message(Response="Success", ActionID="a1"), EVENT]
)
@pytest.mark.parametrize("authentication", ["md5", "plain"])
def test_nothing_is_sent_to_what_is_not_asterisk(
    wrong: Greeting | Message, authentication: Literal["md5", "plain"]
) -> None:
    with pytest.raises(RemoteProtocolError, match="expected the greeting 'Asterisk Call Manager'"):
        login(authentication).receive(wrong)


@pytest.mark.parametrize("after_challenge", [False, True])
@pytest.mark.parametrize(
    ("text", "is_final"), [("Authentication failed", True), ("Login Already In Use", False), (None, True)]
)
def test_a_refusal_is_an_error(text: str | None, is_final: bool, after_challenge: bool) -> None:
    entered = login()
    entered.receive(GREETING)
    if after_challenge:
        entered.receive(message(Response="Success", ActionID="a1", Challenge="1"))
    reason = {} if text is None else {"Message": text}
    with pytest.raises(LoginRefused) as raised:
        entered.receive(message(Response="Error", ActionID="a1", **reason))
    assert raised.value.is_final == is_final
    assert raised.value.username == "agi"
    assert (text or "no reason was sent") in str(raised.value)
    assert not entered.is_done


@given(st.text(min_size=4))
def test_credentials_show_no_secret(secret: str) -> None:
    shown = "the login"
    try:
        credentials = Credentials("agi", secret)
        assert len(credentials.key("1")) == 32
        shown = repr(credentials)
    except ValueError as error:
        shown = repr(error)
    assert shown in (
        "Credentials(username='agi', authentication='md5')",
        "ValueError('secret: expected a text on one line, which does not begin with a blank')",
    )

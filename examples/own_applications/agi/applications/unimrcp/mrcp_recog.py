# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""The application MRCPRecog."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from attrs import field

from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Integer, OneOf
from agicodec.results import ApplicationResult
from examples.own_applications.agi.applications.results.recognised import Recognised

__all__ = ["MRCPRecog"]


@sparse(init=False, eq=False, repr=False)
class MRCPRecog(Application[Recognised]):
    r"""Recognise speech, and perhaps play files meanwhile.

    The application answers the channel first. The functions RECOG_INPUT and RECOG_CONFIDENCE return parts of the
    result.

    In the dialplan: `MRCPRecog(grammar,[options])`. Since Asterisk 1.4, in `app_unimrcp`. On a hangup: the
    application ends (`interrupted`).

    The values of `interrupt`:
        `any`: Every key.
        `none`: No key: the server gets them.
        `disable`: No key, and the server does not get them.

    The values of `barge_in`:
        `yes`: It is so.
        `no`: It is not.

    The values of `save_waveform`:
        `yes`: It is so.
        `no`: It is not.

    The values of `new_audio_channel`:
        `yes`: It is so.
        `no`: It is not.

    The values of `mode`:
        `normal`: All speech.
        `hotword`: Only what matches a grammar.

    The values of `clear_keys`:
        `yes`: It is so.
        `no`: It is not.

    The values of `early_no_match`:
        `yes`: It is so.
        `no`: It is not.

    The values of `end_on_missing_file`:
        `yes`: It does.
        `no`: It does not.

    The values of `encoded`:
        `yes`: It is so.
        `no`: It is not.

    The values of `input_timers`:
        `never`: They do not.
        `at once`: With recognition.
        `after the prompt`: When the prompt has ended, as without the option.

    The values of `keep_session`:
        `yes`: It is so.
        `no`: It is not.

    The values of `instance_format`:
        `xml`: As XML.
        `json`: As JSON.

    Beware:
        - If a key ends recognition, the status is OK, and RECOG_RESULT and RECOG_COMPLETION_CAUSE keep the values
          of an earlier run. (app_unimrcp 1.9; source: app-unimrcp/app_mrcprecog.c, app_recog_exec)

    Examples:
        `MRCPRecog("builtin:speech/boolean", timeout=5000, file="yes-or-no")` is sent as `EXEC MRCPRecog
            builtin:speech/boolean,f=yes-or-no&t=5000`.
        `MRCPRecog("yes.xml,no.xml", confidence="0.7", best=2, barge_in="no")` is sent as `EXEC MRCPRecog
            yes.xml\\,no.xml,b=0&ct=0.7&nb=2`.
    """

    title = "MRCPRecog"
    module = "app_unimrcp"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("grammar", Plain(nonempty=True, trimmed=True))),
        Options(
            (
                Letter("p", Part("profile", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("i", Part("interrupt", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("f", Part("file", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("b", Part("barge_in", OneOf("yes", "no"), words={"yes": "1", "no": "0"})),
                Letter("gd", Part("grammar_separators", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("ct", Part("confidence", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("sl", Part("sensitivity", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("sva", Part("speed_or_accuracy", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("nb", Part("best", Integer(1))),
                Letter("t", Part("timeout", Integer(0))),
                Letter("nit", Part("no_input_timeout", Integer(0))),
                Letter("sct", Part("complete_timeout", Integer(0))),
                Letter("sint", Part("incomplete_timeout", Integer(0))),
                Letter("dit", Part("digit_timeout", Integer(0))),
                Letter("dtt", Part("last_digit_timeout", Integer(0))),
                Letter("dttc", Part("last_digit", Plain(refuses=("&", "${", "$[")))),
                Letter("sw", Part("save_waveform", OneOf("yes", "no"), words={"yes": "true", "no": "false"})),
                Letter("nac", Part("new_audio_channel", OneOf("yes", "no"), words={"yes": "true", "no": "false"})),
                Letter("spl", Part("language", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("rm", Part("mode", OneOf("normal", "hotword"))),
                Letter("hmaxd", Part("hotword_longest", Integer(0))),
                Letter("hmind", Part("hotword_shortest", Integer(0))),
                Letter("cdb", Part("clear_keys", OneOf("yes", "no"), words={"yes": "true", "no": "false"})),
                Letter("enm", Part("early_no_match", OneOf("yes", "no"), words={"yes": "true", "no": "false"})),
                Letter("iwu", Part("waveform", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("mt", Part("media_type", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("epe", Part("end_on_missing_file", OneOf("yes", "no"), words={"yes": "1", "no": "0"})),
                Letter("uer", Part("encoded", OneOf("yes", "no"), words={"yes": "1", "no": "0"})),
                Letter("od", Part("prompt_separators", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter(
                    "sit",
                    Part(
                        "input_timers",
                        OneOf("never", "at once", "after the prompt"),
                        words={"never": "0", "at once": "1", "after the prompt": "2"},
                    ),
                ),
                Letter("plt", Part("keep_session", OneOf("yes", "no"), words={"yes": "1", "no": "0"})),
                Letter("dse", Part("datastore", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("vsp", Part("vendor_parameters", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("nif", Part("instance_format", OneOf("xml", "json"))),
                Letter("rnl", Part("line_feed", Plain(nonempty=True, refuses=("&", "${", "$[")))),
            ),
            separator="&",
            sign="=",
            raw=True,
        ),
    )

    grammar: str = field()
    """The grammars with commas between: built-in ones, as in `builtin:speech/boolean`, their URIs or files, or their
    texts.
    """
    profile: str | None = field(default=None)
    """The profile of mrcp.conf."""
    interrupt: Literal["any", "none", "disable"] | str | None = field(default=None)
    """The keys that end recognition; `any`, `none` or `disable`."""
    file: str | None = field(default=None)
    """The files to play, with `^` between."""
    barge_in: Literal["yes", "no"] | None = field(default=None)
    """Whether speech and keys stop the prompt."""
    grammar_separators: str | None = field(default=None)
    """The characters that separate grammars, instead of the comma."""
    confidence: str | None = field(default=None)
    """The least confidence of a match, from `0.0` to `1.0`."""
    sensitivity: str | None = field(default=None)
    """How sensitive recognition is, from `0.0` to `1.0`."""
    speed_or_accuracy: str | None = field(default=None)
    """What counts more, from `0.0` for speed to `1.0` for accuracy."""
    best: int | None = field(default=None)
    """How many interpretations to return at most."""
    timeout: int | None = field(default=None)
    """How long recognition may take, in milliseconds."""
    no_input_timeout: int | None = field(default=None)
    """How long to wait for speech, in milliseconds."""
    complete_timeout: int | None = field(default=None)
    """How much silence ends speech that matches, in milliseconds."""
    incomplete_timeout: int | None = field(default=None)
    """How much silence ends speech that does not match yet, in milliseconds."""
    digit_timeout: int | None = field(default=None)
    """How long to wait for each further key, in milliseconds."""
    last_digit_timeout: int | None = field(default=None)
    """How long to wait for a key that ends the keys, in milliseconds."""
    last_digit: str | None = field(default=None)
    """The keys that end the keys."""
    save_waveform: Literal["yes", "no"] | None = field(default=None)
    """Whether the server keeps the audio."""
    new_audio_channel: Literal["yes", "no"] | None = field(default=None)
    """Whether the server adapts anew."""
    language: str | None = field(default=None)
    """The language of speech, such as `en-US`."""
    mode: Literal["normal", "hotword"] | None = field(default=None)
    """How to recognise."""
    hotword_longest: int | None = field(default=None)
    """How long a hotword is at most, in milliseconds."""
    hotword_shortest: int | None = field(default=None)
    """How long a hotword is at least, in milliseconds."""
    clear_keys: Literal["yes", "no"] | None = field(default=None)
    """Whether earlier keys are forgotten."""
    early_no_match: Literal["yes", "no"] | None = field(default=None)
    """Whether speech that cannot match any more ends recognition."""
    waveform: str | None = field(default=None)
    """The URI of audio to recognise instead of the channel's."""
    media_type: str | None = field(default=None)
    """The media type of the audio."""
    end_on_missing_file: Literal["yes", "no"] | None = field(default=None)
    """Whether a file that cannot be played ends the application (`failed`)."""
    encoded: Literal["yes", "no"] | None = field(default=None)
    """Whether the result is encoded as in a URI."""
    prompt_separators: str | None = field(default=None)
    """The characters that separate prompts, instead of `^`."""
    input_timers: Literal["never", "at once", "after the prompt"] | None = field(default=None)
    """When the timers for input start."""
    keep_session: Literal["yes", "no"] | None = field(default=None)
    """Whether the session is kept for further applications, until the hangup."""
    datastore: str | None = field(default=None)
    """A name for the session, by which other applications share it."""
    vendor_parameters: str | None = field(default=None)
    """Parameters of the server's vendor, as in `name=value;name=value`."""
    instance_format: Literal["xml", "json"] | None = field(default=None)
    """How RECOG_INSTANCE returns an instance."""
    line_feed: str | None = field(default=None)
    """The character that replaces line feeds in RECOG_INSTANCE; 0 for none."""

    @given_only
    def __init__(
        self,
        grammar: str,
        *,
        profile: str | None = None,
        interrupt: Literal["any", "none", "disable"] | str | None = None,
        file: str | None = None,
        barge_in: Literal["yes", "no"] | None = None,
        grammar_separators: str | None = None,
        confidence: str | None = None,
        sensitivity: str | None = None,
        speed_or_accuracy: str | None = None,
        best: int | None = None,
        timeout: int | None = None,
        no_input_timeout: int | None = None,
        complete_timeout: int | None = None,
        incomplete_timeout: int | None = None,
        digit_timeout: int | None = None,
        last_digit_timeout: int | None = None,
        last_digit: str | None = None,
        save_waveform: Literal["yes", "no"] | None = None,
        new_audio_channel: Literal["yes", "no"] | None = None,
        language: str | None = None,
        mode: Literal["normal", "hotword"] | None = None,
        hotword_longest: int | None = None,
        hotword_shortest: int | None = None,
        clear_keys: Literal["yes", "no"] | None = None,
        early_no_match: Literal["yes", "no"] | None = None,
        waveform: str | None = None,
        media_type: str | None = None,
        end_on_missing_file: Literal["yes", "no"] | None = None,
        encoded: Literal["yes", "no"] | None = None,
        prompt_separators: str | None = None,
        input_timers: Literal["never", "at once", "after the prompt"] | None = None,
        keep_session: Literal["yes", "no"] | None = None,
        datastore: str | None = None,
        vendor_parameters: str | None = None,
        instance_format: Literal["xml", "json"] | None = None,
        line_feed: str | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("RECOG_COMPLETION_CAUSE", "RECOG_RESULT", "RECOG_WAVEFORM_URI", "RECOG_SID")

    @property
    def variables(self) -> Sequence[str]:
        return ("RECOGSTATUS", "RECOG_COMPLETION_CAUSE", "RECOG_RESULT", "RECOG_WAVEFORM_URI", "RECOG_SID")

    @classmethod
    def ending(cls) -> type[Recognised]:
        return Recognised

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Recognised:
        return Recognised.read(ran, values)

# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""The application SynthAndRecog."""

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
from examples.own_applications.agi.applications.results.spoken_and_recognised import SpokenAndRecognised

__all__ = ["SynthAndRecog"]


@sparse(init=False, eq=False, repr=False)
class SynthAndRecog(Application[SpokenAndRecognised]):
    """Say a text, and recognise speech meanwhile.

    The application answers the channel first. The functions RECOG_INPUT and RECOG_CONFIDENCE return parts of the
    result.

    In the dialplan: `SynthAndRecog(prompt,grammar,[options])`. Since Asterisk 1.4, in `app_unimrcp`. On a hangup:
    the application ends (`interrupted`).

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

    The values of `volume`:
        `silent`: None.
        `x-soft`: Very soft.
        `soft`: Soft.
        `medium`: Medium.
        `loud`: Loud.
        `x-loud`: Very loud.
        `default`: That of the voice.

    The values of `rate`:
        `x-slow`: Very slow.
        `slow`: Slow.
        `medium`: Medium.
        `fast`: Fast.
        `x-fast`: Very fast.
        `default`: That of the voice.

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

    The values of `stop_barged`:
        `yes`: It is so.
        `no`: It is not.

    The values of `instance_format`:
        `xml`: As XML.
        `json`: As JSON.

    Beware:
        - The status is RECOG_STATUS, that of MRCPRecog RECOGSTATUS. (app_unimrcp 1.9; source:
          app-unimrcp/app_synthandrecog.c, synthandrecog_exit)
        - The options prec, psyn, vsprec and vspsyn are not documented. (app_unimrcp 1.9; source:
          app-unimrcp/app_synthandrecog.c, synthandrecog_option_apply)

    Examples:
        `SynthAndRecog("Yes or no?", "builtin:speech/boolean", voice="Daniel", barge_in="yes")` is sent as `EXEC
            SynthAndRecog "Yes or no?,builtin:speech/boolean,b=1&vn=Daniel"`.
    """

    title = "SynthAndRecog"
    module = "app_unimrcp"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("prompt", Plain(nonempty=True, trimmed=True))),
        Argument(Part("grammar", Plain(nonempty=True, trimmed=True))),
        Options(
            (
                Letter("p", Part("profile", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("prec", Part("recognition_profile", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("psyn", Part("synthesis_profile", Plain(nonempty=True, refuses=("&", "${", "$[")))),
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
                Letter("pv", Part("volume", OneOf("silent", "x-soft", "soft", "medium", "loud", "x-loud", "default"))),
                Letter("pr", Part("rate", OneOf("x-slow", "slow", "medium", "fast", "x-fast", "default"))),
                Letter("vn", Part("voice", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("vg", Part("voice_gender", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("vv", Part("voice_variant", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("a", Part("voice_age", Integer(0))),
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
                Letter("sbs", Part("stop_barged", OneOf("yes", "no"), words={"yes": "1", "no": "0"})),
                Letter("vsp", Part("vendor_parameters", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("vsprec", Part("recognition_parameters", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("vspsyn", Part("synthesis_parameters", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("nif", Part("instance_format", OneOf("xml", "json"))),
                Letter("rnl", Part("line_feed", Plain(nonempty=True, refuses=("&", "${", "$[")))),
            ),
            separator="&",
            sign="=",
            raw=True,
        ),
    )

    prompt: str = field()
    """The prompts: a text, SSML, or the path or URI of a file, with `^` between several."""
    grammar: str = field()
    """The grammars with commas between: built-in ones, as in `builtin:speech/boolean`, their URIs or files, or their
    texts.
    """
    profile: str | None = field(default=None)
    """The profile of mrcp.conf."""
    recognition_profile: str | None = field(default=None)
    """The profile for recognition."""
    synthesis_profile: str | None = field(default=None)
    """The profile for synthesis."""
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
    volume: Literal["silent", "x-soft", "soft", "medium", "loud", "x-loud", "default"] | None = field(default=None)
    """The volume of the voice."""
    rate: Literal["x-slow", "slow", "medium", "fast", "x-fast", "default"] | None = field(default=None)
    """The rate of the voice."""
    voice: str | None = field(default=None)
    """The name of the voice."""
    voice_gender: str | None = field(default=None)
    """The gender of the voice, such as `female`."""
    voice_variant: str | None = field(default=None)
    """The variant of the voice."""
    voice_age: int | None = field(default=None)
    """The age of the voice, in years."""
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
    stop_barged: Literal["yes", "no"] | None = field(default=None)
    """Whether the server is told to stop a synthesis that was interrupted."""
    vendor_parameters: str | None = field(default=None)
    """Parameters of the server's vendor, as in `name=value;name=value`."""
    recognition_parameters: str | None = field(default=None)
    """Parameters of the vendor for recognition."""
    synthesis_parameters: str | None = field(default=None)
    """Parameters of the vendor for synthesis."""
    instance_format: Literal["xml", "json"] | None = field(default=None)
    """How RECOG_INSTANCE returns an instance."""
    line_feed: str | None = field(default=None)
    """The character that replaces line feeds in RECOG_INSTANCE; 0 for none."""

    @given_only
    def __init__(
        self,
        prompt: str,
        grammar: str,
        *,
        profile: str | None = None,
        recognition_profile: str | None = None,
        synthesis_profile: str | None = None,
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
        volume: Literal["silent", "x-soft", "soft", "medium", "loud", "x-loud", "default"] | None = None,
        rate: Literal["x-slow", "slow", "medium", "fast", "x-fast", "default"] | None = None,
        voice: str | None = None,
        voice_gender: str | None = None,
        voice_variant: str | None = None,
        voice_age: int | None = None,
        encoded: Literal["yes", "no"] | None = None,
        prompt_separators: str | None = None,
        input_timers: Literal["never", "at once", "after the prompt"] | None = None,
        keep_session: Literal["yes", "no"] | None = None,
        datastore: str | None = None,
        stop_barged: Literal["yes", "no"] | None = None,
        vendor_parameters: str | None = None,
        recognition_parameters: str | None = None,
        synthesis_parameters: str | None = None,
        instance_format: Literal["xml", "json"] | None = None,
        line_feed: str | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("RECOG_COMPLETION_CAUSE", "RECOG_RESULT", "RECOG_WAVEFORM_URI", "RECOG_SID")

    @property
    def variables(self) -> Sequence[str]:
        return ("RECOG_STATUS", "RECOG_COMPLETION_CAUSE", "RECOG_RESULT", "RECOG_WAVEFORM_URI", "RECOG_SID")

    @classmethod
    def ending(cls) -> type[SpokenAndRecognised]:
        return SpokenAndRecognised

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> SpokenAndRecognised:
        return SpokenAndRecognised.read(ran, values)

# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""The application MRCPSynth."""

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
from examples.own_applications.agi.applications.results.synthesised import Synthesised

__all__ = ["MRCPSynth"]


@sparse(init=False, eq=False, repr=False)
class MRCPSynth(Application[Synthesised]):
    r"""Say a text.

    The application answers the channel first. A prompt that is a path or a URI is read by the module or the
    server.

    In the dialplan: `MRCPSynth(prompt,[options])`. Since Asterisk 1.4, in `app_unimrcp`. On a hangup: the
    application ends (`interrupted`).

    The values of `interrupt`:
        `any`: Every key.
        `none`: No key.

    The values of `load_lexicon`:
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

    The values of `keep_session`:
        `yes`: It is so.
        `no`: It is not.

    The values of `stop_barged`:
        `yes`: It is so.
        `no`: It is not.

    Beware:
        - SYNTH_COMPLETION_CAUSE keeps the value of an earlier run, if the server does not report one.
          (app_unimrcp 1.9; source: app-unimrcp/app_mrcpsynth.c, speech_on_speak_complete)
        - Quotation marks around the whole prompt are removed. (app_unimrcp 1.9; source:
          app-unimrcp/speech_channel.c, normalize_input_string)

    Examples:
        `MRCPSynth("Hello, Ann")` is sent as `EXEC MRCPSynth "Hello\\, Ann"`.
        `MRCPSynth("Hello", voice="Karin", language="de-DE", interrupt="any", volume="loud")` is sent as `EXEC
            MRCPSynth Hello,i=any&l=de-DE&pv=loud&v=Karin`.
    """

    title = "MRCPSynth"
    module = "app_unimrcp"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("prompt", Plain(nonempty=True, trimmed=True))),
        Options(
            (
                Letter("p", Part("profile", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("i", Part("interrupt", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("f", Part("file", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("l", Part("language", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("ll", Part("load_lexicon", OneOf("yes", "no"), words={"yes": "true", "no": "false"})),
                Letter("pv", Part("volume", OneOf("silent", "x-soft", "soft", "medium", "loud", "x-loud", "default"))),
                Letter("pr", Part("rate", OneOf("x-slow", "slow", "medium", "fast", "x-fast", "default"))),
                Letter("v", Part("voice", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("g", Part("voice_gender", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("vv", Part("voice_variant", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("a", Part("voice_age", Integer(0))),
                Letter("plt", Part("keep_session", OneOf("yes", "no"), words={"yes": "1", "no": "0"})),
                Letter("dse", Part("datastore", Plain(nonempty=True, refuses=("&", "${", "$[")))),
                Letter("sbs", Part("stop_barged", OneOf("yes", "no"), words={"yes": "1", "no": "0"})),
                Letter("vsp", Part("vendor_parameters", Plain(nonempty=True, refuses=("&", "${", "$[")))),
            ),
            separator="&",
            sign="=",
            raw=True,
        ),
    )

    prompt: str = field()
    """The prompt: a text, SSML, or the path or URI of a file."""
    profile: str | None = field(default=None)
    """The profile of mrcp.conf."""
    interrupt: Literal["any", "none"] | str | None = field(default=None)
    """The keys that interrupt the prompt; `any` or `none`."""
    file: str | None = field(default=None)
    """The file on the server to which the audio is written."""
    language: str | None = field(default=None)
    """The language, such as `en-GB`."""
    load_lexicon: Literal["yes", "no"] | None = field(default=None)
    """Whether the prompt is the URI of a lexicon."""
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
    keep_session: Literal["yes", "no"] | None = field(default=None)
    """Whether the session is kept for further applications, until the hangup."""
    datastore: str | None = field(default=None)
    """A name for the session, by which other applications share it."""
    stop_barged: Literal["yes", "no"] | None = field(default=None)
    """Whether the server is told to stop a synthesis that was interrupted."""
    vendor_parameters: str | None = field(default=None)
    """Parameters of the server's vendor, as in `name=value;name=value`."""

    @given_only
    def __init__(
        self,
        prompt: str,
        *,
        profile: str | None = None,
        interrupt: Literal["any", "none"] | str | None = None,
        file: str | None = None,
        language: str | None = None,
        load_lexicon: Literal["yes", "no"] | None = None,
        volume: Literal["silent", "x-soft", "soft", "medium", "loud", "x-loud", "default"] | None = None,
        rate: Literal["x-slow", "slow", "medium", "fast", "x-fast", "default"] | None = None,
        voice: str | None = None,
        voice_gender: str | None = None,
        voice_variant: str | None = None,
        voice_age: int | None = None,
        keep_session: Literal["yes", "no"] | None = None,
        datastore: str | None = None,
        stop_barged: Literal["yes", "no"] | None = None,
        vendor_parameters: str | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("SYNTH_COMPLETION_CAUSE",)

    @property
    def variables(self) -> Sequence[str]:
        return ("SYNTHSTATUS", "SYNTH_COMPLETION_CAUSE")

    @classmethod
    def ending(cls) -> type[Synthesised]:
        return Synthesised

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Synthesised:
        return Synthesised.read(ran, values)

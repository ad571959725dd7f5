# Generated from spec/environment.toml by `make generate`: change the spec, not this file.

"""The environment: what Asterisk sends about the call before the first command."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import Factory, field

from agicodec.errors import RemoteProtocolError
from agicodec.values import Value, read_only
from agicodec.wire.environment_block import Block, Irregularity, encode_block, fields_of, strip_block
from agicodec.wire.versions import AsteriskVersion

__all__ = ["Environment"]


def _lines_of(environment: Environment) -> tuple[tuple[str, str], ...]:
    """Write the fields as names and values, in Asterisk's order."""
    fields = (
        ("agi_network", "yes" if environment.network else None),
        ("agi_network_script", environment.network_script),
        ("agi_request", environment.request),
        ("agi_channel", environment.channel),
        ("agi_language", environment.language),
        ("agi_type", environment.type),
        ("agi_uniqueid", environment.unique_id),
        ("agi_version", None if environment.version is None else environment.version.raw),
        ("agi_callerid", "unknown" if environment.caller_id_number is None else environment.caller_id_number),
        ("agi_calleridname", "unknown" if environment.caller_id_name is None else environment.caller_id_name),
        ("agi_callingpres", int.__repr__(environment.calling_presentation)),
        ("agi_callingani2", int.__repr__(environment.calling_ani2)),
        ("agi_callington", int.__repr__(environment.calling_ton)),
        ("agi_callingtns", int.__repr__(environment.calling_tns)),
        ("agi_dnid", "unknown" if environment.dnid is None else environment.dnid),
        ("agi_rdnis", "unknown" if environment.rdnis is None else environment.rdnis),
        ("agi_context", environment.context),
        ("agi_extension", environment.extension),
        ("agi_priority", int.__repr__(environment.priority)),
        ("agi_enhanced", "1.0" if environment.enhanced else "0.0"),
        ("agi_accountcode", environment.account_code),
        ("agi_threadid", None if environment.thread_id is None else int.__repr__(environment.thread_id)),
    )
    arguments = ((f"agi_arg_{number}", value) for number, value in enumerate(environment.arguments, 1))
    return (*((name, value) for name, value in fields if value is not None), *arguments)


@read_only(kw_only=True, eq=False, repr=False)
class Environment(Value):
    """What Asterisk sends about the call before the first command.

    Text is decoded as UTF-8 with the `surrogateescape` handler, which preserves every byte. `decode` reads a block and
    `encode` writes one. Unless it is passed, `raw` is made from the other attributes. `attrs.evolve` keeps the `raw` of
    the original, which `encode` and `fields` use, unless you pass another.
    """

    network: bool = False
    """`agi_network`: whether the session runs over FastAGI."""
    network_script: str | None = None
    """`agi_network_script`: the path of the `agi://` URL without its leading slash, query included; None when the
    URL has no path.
    """
    request: str = ""
    """`agi_request`: the script's path, the `agi://` or `hagi://` URL as the dialplan wrote it, or `async`."""
    channel: str = ""
    """`agi_channel`: the channel's name."""
    language: str = ""
    """`agi_language`: the channel's language, such as `en`."""
    type: str = ""
    """`agi_type`: the channel's technology, such as `PJSIP`."""
    unique_id: str = ""
    """`agi_uniqueid`: the channel's unique id."""
    version: AsteriskVersion | None = None
    """`agi_version`: the version of Asterisk; None before 1.6.0, which does not send it."""
    caller_id_number: str | None = None
    """`agi_callerid`: the caller's number; None when unknown."""
    caller_id_name: str | None = None
    """`agi_calleridname`: the caller's name; None when unknown. Channel drivers cut it after a number of bytes,
    which may be in the middle of a character.
    """
    calling_presentation: int = 0
    """`agi_callingpres`: the presentation of the caller's number, as in the dialplan function CALLERPRES."""
    calling_ani2: int = 0
    """`agi_callingani2`: the ANI II digits, which identify the kind of the calling line."""
    calling_ton: int = 0
    """`agi_callington`: the type of the caller's number, as ISDN codes it."""
    calling_tns: int = 0
    """`agi_callingtns`: the transit network selector."""
    dnid: str | None = None
    """`agi_dnid`: the number that was dialled; None when unknown."""
    rdnis: str | None = None
    """`agi_rdnis`: the number that the call was redirected from; None when unknown."""
    context: str = ""
    """`agi_context`: the dialplan context that runs the AGI application."""
    extension: str = ""
    """`agi_extension`: the extension in that context."""
    priority: int = 0
    """`agi_priority`: the priority in that extension."""
    enhanced: bool = False
    """`agi_enhanced`: whether the session is EAGI, with the caller's audio on file descriptor 3."""
    account_code: str = ""
    """`agi_accountcode`: the channel's account code, empty when it has none."""
    thread_id: int | None = None
    """`agi_threadid`: the number of the thread that runs the channel, signed; None before 1.6.0."""
    arguments: tuple[str, ...] = ()
    """`agi_arg_1` and so on: the arguments of the AGI application; since 1.6.0, in AsyncAGI since 12."""
    irregularities: tuple[Irregularity, ...] = ()
    """What Asterisk itself would not write: forged lines, or lines of another program."""
    raw: tuple[tuple[str, str], ...] = field(default=Factory(_lines_of, takes_self=True))
    """All names and values in the order in which they came; a line without a separator has the name `""`."""

    @property
    def fields(self) -> Mapping[str, str]:
        """The fields and arguments of the block by their names in the protocol, without forged lines.

        Fields that no known Asterisk sends are included, although `irregularities` lists them. Of several lines with
        the same name, only the one that counts is included.
        """
        return fields_of(self.raw)

    @property
    def names_call(self) -> bool:
        """Whether the request, the channel and its unique id are there, which Asterisk has always sent."""
        return bool(self.request and self.channel and self.unique_id)

    def encode(self) -> bytes:
        """Write the block from `raw`, with the empty line at its end.

        Nothing is escaped, as Asterisk escapes nothing.
        """
        return encode_block(self.raw)

    @classmethod
    def decode(cls, data: bytes, *, strict: bool = False) -> Environment:
        """Read a whole block; the empty line at its end may be missing.

        Args:
            data: the block.
            strict: refuse a block with any irregularity, instead of listing them in `irregularities`.

        Raises:
            RemoteProtocolError: something follows the empty line, or `strict` finds an irregularity.
        """
        return cls.from_block(strip_block(data), strict=strict)

    @classmethod
    def from_block(cls, data: bytes, *, strict: bool = False) -> Environment:
        """Read a block without the empty line at its end, nor the line feed before that; see `decode`."""
        block = Block(data)
        text = block.texts.get
        environment = cls(
            network=block.flag("agi_network", "yes", ""),
            network_script=text("agi_network_script"),
            request=text("agi_request", ""),
            channel=text("agi_channel", ""),
            language=text("agi_language", ""),
            type=text("agi_type", ""),
            unique_id=text("agi_uniqueid", ""),
            version=block.version("agi_version"),
            caller_id_number=block.text_or_none("agi_callerid", "unknown"),
            caller_id_name=block.text_or_none("agi_calleridname", "unknown"),
            calling_presentation=block.integer("agi_callingpres"),
            calling_ani2=block.integer("agi_callingani2"),
            calling_ton=block.integer("agi_callington"),
            calling_tns=block.integer("agi_callingtns"),
            dnid=block.text_or_none("agi_dnid", "unknown"),
            rdnis=block.text_or_none("agi_rdnis", "unknown"),
            context=text("agi_context", ""),
            extension=text("agi_extension", ""),
            priority=block.integer("agi_priority"),
            enhanced=block.flag("agi_enhanced", "1.0", "0.0"),
            account_code=text("agi_accountcode", ""),
            thread_id=block.integer_or_none("agi_threadid"),
            arguments=tuple(block.arguments),
            irregularities=tuple(block.irregularities),
            raw=block.raw,
        )
        if strict and block.irregularities:
            found = "; ".join(map(str, block.irregularities))
            raise RemoteProtocolError(f"the environment is not as Asterisk writes it: {found}", data)
        return environment

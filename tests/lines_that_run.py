"""Unusual lines that Asterisk runs, and the commands that they stand for.

Real programs send most of them. The ordinary tests read each; the live tests send each and see that it is not refused.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["LINES_THAT_RUN", "LineThatRuns"]


@frozen
class LineThatRuns:
    """A line, without its line feed, on a live channel."""

    line: bytes
    python: str
    """The command that it is read as, as Python; `Unchecked(...)` where the class that it names does not take it."""
    since: int = 0
    """The first release that runs it."""
    waits: bool = False
    """Whether Asterisk may wait for the caller without end."""
    changes: bool = False
    """Whether the channel is another one afterwards: it hangs up, or the dialplan goes on elsewhere."""


LINES_THAT_RUN = (
    # any integer is a level of verbosity, and what is none is 0
    LineThatRuns(b"VERBOSE x 25", 'Verbose("x", 25)'),
    LineThatRuns(b"VERBOSE x -1", 'Verbose("x", -1)'),
    LineThatRuns(b"VERBOSE x loud", 'Verbose("x", 0)'),
    LineThatRuns(b'VERBOSE "" ""', 'Verbose("", 0)'),
    # escape digits are any characters
    LineThatRuns(b'STREAM FILE m " #" 0', 'StreamFile("m", " #", 0)'),
    LineThatRuns(b"STREAM FILE m 0123456789*#abcd!", 'StreamFile("m", "0123456789*#abcd!")'),
    LineThatRuns(b"STREAM FILE m 1,2,3", 'StreamFile("m", "1,2,3")'),
    LineThatRuns(b"STREAM FILE m \xc3\xa9", 'StreamFile("m", "\u00e9")'),
    LineThatRuns(b'GET OPTION m "1 2" 1', 'GetOption("m", "1 2", 1)'),
    LineThatRuns(b"SAY ALPHA ab any", 'SayAlpha("ab", "any")'),
    LineThatRuns(b"SAY PHONETIC ab any", 'SayPhonetic("ab", "any")'),
    LineThatRuns(b'SAY DATE 0 " "', 'SayDate(0, " ")'),
    LineThatRuns(b'SAY TIME 0 " "', 'SayTime(0, " ")'),
    LineThatRuns(b'SAY DATETIME 0 " " H', 'SayDatetime(0, " ", "H")'),
    LineThatRuns(b'RECORD FILE m wav "x y" 1', 'RecordFile("m", "wav", "x y", 1)'),
    # offsets before the beginning
    LineThatRuns(b'STREAM FILE m "" -8000', 'StreamFile("m", offset=-8000)'),
    LineThatRuns(
        b'CONTROL STREAM FILE m "" 3000 # * 5 -1000', 'ControlStreamFile("m", "", 3000, "#", "*", "5", -1000)'
    ),
    LineThatRuns(b'RECORD FILE m wav "" 1 -8000', 'RecordFile("m", "wav", "", 1, offset=-8000)'),
    LineThatRuns(b'STREAM FILE m "" 99999999999', 'StreamFile("m", offset=99999999999)'),
    # characters that are no keys switch winding off, and each of several keys works
    LineThatRuns(b'CONTROL STREAM FILE m "" 3000 [ ]', 'ControlStreamFile("m", "", 3000, "[", "]")'),
    LineThatRuns(b'CONTROL STREAM FILE m "" 3000 69 47 58', 'ControlStreamFile("m", "", 3000, "69", "47", "58")'),
    LineThatRuns(b'CONTROL STREAM FILE m "" -3000', 'ControlStreamFile("m", skip=-3000)'),
    LineThatRuns(b'CONTROL STREAM FILE m "" 3000 "" "" ""', 'ControlStreamFile("m", "", 3000, "", "", "")'),
    # an empty word is as none
    LineThatRuns(b'SET MUSIC on ""', 'SetMusic(True, "")'),
    LineThatRuns(b'SET MUSIC off ""', 'SetMusic(False, "")'),
    LineThatRuns(b'SAY NUMBER 31 "#" ""', 'SayNumber(31, "#", "")'),
    LineThatRuns(b'SAY DATETIME 0 "" H ""', 'SayDatetime(0, "", "H", "")'),
    LineThatRuns(b'SPEECH CREATE ""', 'SpeechCreate("")'),
    LineThatRuns(b'DATABASE DELTREE nosuch ""', 'DatabaseDeltree("nosuch", "")'),
    # an empty word is as any other
    LineThatRuns(b'STREAM FILE "" ""', 'StreamFile("")'),
    LineThatRuns(b'CONTROL STREAM FILE "" ""', 'ControlStreamFile("")'),
    LineThatRuns(b'GET OPTION "" "" 1', 'GetOption("", "", 1)'),
    LineThatRuns(b'GET VARIABLE ""', 'GetVariable("")'),
    LineThatRuns(b'GET FULL VARIABLE ""', 'GetFullVariable("")'),
    LineThatRuns(b'GET FULL VARIABLE x ""', 'GetFullVariable("x", "")'),
    LineThatRuns(b'DATABASE GET "" ""', 'DatabaseGet("", "")'),
    LineThatRuns(b'EXEC ""', 'Exec("")'),
    LineThatRuns(b'EXEC "Wait 1"', 'Exec("Wait 1")'),
    LineThatRuns(b'SEND IMAGE ""', 'SendImage("")'),
    LineThatRuns(b'HANGUP ""', 'Hangup("")'),
    LineThatRuns(b'CHANNEL STATUS ""', 'ChannelStatus("")'),
    LineThatRuns(b'SPEECH LOAD GRAMMAR "" ""', 'SpeechLoadGrammar("", "")'),
    LineThatRuns(b'GOSUB "" "" ""', 'Gosub("", "", "")'),
    LineThatRuns(b'SET CALLERID ""', 'SetCallerid("")', changes=True),
    LineThatRuns(b'SET CONTEXT ""', 'SetContext("")', changes=True),
    LineThatRuns(b'SET EXTENSION ""', 'SetExtension("")', changes=True),
    LineThatRuns(b'RECORD FILE m "w v" "" 1', 'RecordFile("m", "w v", "", 1)'),
    # the words of RECORD FILE
    LineThatRuns(b"RECORD FILE m wav 5 900 0 s=0", 'RecordFile("m", "wav", "5", 900, 0, silence=0)'),
    LineThatRuns(b"RECORD FILE m wav 5 1 s=-3", 'RecordFile("m", "wav", "5", 1, silence=-3)'),
    LineThatRuns(b"RECORD FILE m wav 5 1 s=3 BEEP", 'RecordFile("m", "wav", "5", 1, beep=True, silence=3)'),
    LineThatRuns(b"RECORD FILE m wav 5 1 beeps s=3", 'RecordFile("m", "wav", "5", 1, beep=True)'),
    LineThatRuns(b"RECORD FILE m wav 5 1 BEEP BEEP s=3", 'RecordFile("m", "wav", "5", 1, beep=True, silence=3)'),
    LineThatRuns(b"RECORD FILE m wav 5 -7", 'RecordFile("m", "wav", "5", -7)', waits=True),
    # times that are none
    LineThatRuns(b"SET AUTOHANGUP -3", "SetAutohangup(-3)"),
    LineThatRuns(b"SET AUTOHANGUP -0", "SetAutohangup(0)"),
    LineThatRuns(b"WAIT FOR DIGIT -5", "WaitForDigit(-5)", waits=True),
    LineThatRuns(b"RECEIVE CHAR -5", "ReceiveChar(-5)", waits=True),
    LineThatRuns(b"RECEIVE TEXT -5", "ReceiveText(-5)", waits=True),
    LineThatRuns(b"RECEIVE TEXT soon", "ReceiveText(0)"),
    LineThatRuns(b"GET DATA m -5", 'GetData("m", -5)', waits=True),
    LineThatRuns(b"GET DATA m 1 0", 'GetData("m", 1, 0)'),
    LineThatRuns(b"GET DATA m 1 -1", 'GetData("m", 1, -1)'),
    LineThatRuns(b"GET DATA m 1 many", 'GetData("m", 1, 0)'),
    LineThatRuns(b"SPEECH RECOGNIZE m -5 -1", 'SpeechRecognize("m", -5, -1)', waits=True),
    # what begins like a number
    LineThatRuns(b'SAY DIGITS "12 34" ""', 'SayDigits("12 34")'),
    LineThatRuns(b'SAY DIGITS 1a ""', 'SayDigits("1a")'),
    LineThatRuns(b'SAY DIGITS +1 ""', 'SayDigits("+1")'),
    LineThatRuns(b'SAY NUMBER "  12.50" ""', "SayNumber(12)"),
    # priorities
    LineThatRuns(b'SET PRIORITY "1"', 'SetPriority("1")', changes=True),
    LineThatRuns(b"SET PRIORITY 2nd", "SetPriority(2)", changes=True),
    LineThatRuns(b"SET PRIORITY -1", "SetPriority(-1)"),
    LineThatRuns(b"SET PRIORITY 0", "SetPriority(0)", changes=True),
    LineThatRuns(b'GOSUB nosuch s "1"', 'Gosub("nosuch", "s", "1")'),
    LineThatRuns(b"GOSUB nosuch s 0", 'Gosub("nosuch", "s", 0)'),
    LineThatRuns(b'GOSUB nosuch s "a b"', 'Gosub("nosuch", "s", "a b")'),
    # words that are ignored
    LineThatRuns(b"NOOP step 3 of 4", 'Noop("step 3 of 4")'),
    LineThatRuns(b"ANSWER now", "Answer()"),
    LineThatRuns(b"EXEC NoOp a b c", 'Exec("NoOp", "a")'),
    LineThatRuns(b"VERBOSE a 1 c", 'Verbose("a", 1)'),
    LineThatRuns(b'SET CALLERID "Ann" <1234>', 'SetCallerid("Ann")', changes=True),
    # what no class takes
    LineThatRuns(b"SET MUSIC maybe", 'Unchecked(SetMusic, "maybe")'),
    LineThatRuns(b"SET CALLERID", "Unchecked(SetCallerid)"),
    LineThatRuns(b"SET CONTEXT " + b"x" * 80, f'Unchecked(SetContext, "{"x" * 80}")', changes=True),
    LineThatRuns(b"WAIT FOR DIGIT 4294967297", 'Unchecked(WaitForDigit, "4294967297")'),
)
"""The lines. A file `m` is to be missing, and so is a variable, a context and a family `nosuch`."""

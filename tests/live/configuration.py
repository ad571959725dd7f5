"""What the servers are configured with: the dialplan, and what applications and channels need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["DIALPLAN", "configuration"]

DIALPLAN: Final = """\
[live]
exten => fastagi,1,AGI(agi://${AGI_HOST}:${AGI_PORT}/${AGI_SCRIPT},one,,three,${NUMBER})
 same => n,Hangup()
exten => answered,1,Answer()
 same => n,Goto(fastagi,1)
exten => forged,1,Answer()
 same => n,Set(CALLERID(name)=${BASE64_DECODE(${CALLER_NAME})})
 same => n,Goto(fastagi,1)
exten => relay,1,Answer()
 same => n,AGI(relay.py,${AGI_PORT},${NOTES_PORT},agi,${NUMBER})
 same => n,AGI(agi://${AGI_HOST}:${AGI_PORT}/afterwards,${NUMBER}-afterwards)
exten => erelay,1,Answer()
 same => n,EAGI(relay.py,${AGI_PORT},${NOTES_PORT},eagi,${NUMBER})
exten => async,1,Answer()
 same => n,AGI(agi:async,one,,three,${NUMBER})
 same => n,Hangup()
exten => twice,1,Answer()
 same => n,AGI(agi:async,one,two words)
 same => n,AGI(agi:async)
 same => n,Wait(0.5)
exten => again,1,Answer()
 same => n,AGI(agi:async)
 same => n,Wait(2)
 same => n,AGI(agi:async)
exten => long,1,Answer()
 same => n,AGI(agi:async,${FILTER(x,${LONG})},${FILTER(y,${LONG})},${FILTER(z,${LONG})})
exten => plain,1,Answer()
 same => n,Wait(60)
exten => handled,1,Set(CHANNEL(hangup_handler_push)=live,fastagi,1)
 same => n,Answer()
 same => n,Wait(60)
exten => hagi,1,Answer()
 same => n,AGI(hagi://${AGI_HOST}:${AGI_PORT}/${AGI_SCRIPT},${NUMBER})
exten => sub,1,Return(5)
exten => _odd.,1,Return()
exten => leaves,1,Hangup()
exten => stays,1,Wait(60)
exten => talks,1,Answer()
 same => n,Wait(0.3)
exten => ends,1,Answer()
 same => n,Goto(ends,${END},1)
exten => flows,1,Goto(flows,${FLOW},1)
exten => 100,1(start),NoOp()
 same => n(again),NoOp()
exten => busy,1,Busy()
exten => congested,1,Congestion()
exten => rings,1,Ringing()
 same => n,Wait(30)
exten => stays-up,1,Answer()
 same => n,Wait(30)
exten => kit,1,Answer()
 same => n,Goto(default,100,1)
exten => kit-rings,1,Ringing()
 same => n,Wait(30)
exten => kit-unanswered,1,Goto(default,100,1)

[adds-header]
exten => s,1,Set(PJSIP_HEADER(add,X-Told)=${ARG1})
 same => n,Return()

[told]
exten => s,1,Set(GLOBAL(TOLD)=${ARG1})
 same => n,Set(GLOBAL(TOLD_TOO)=${ARG2})
 same => n,Return()
exten => _[x].,1,Set(GLOBAL(TOLD)=${EXTEN})

[keys]
exten => 1,1,NoOp()

[default]
exten => 100,1,AGI(agi://${AGI_HOST}:${AGI_PORT}/kit,${NUMBER})

[ends]
exten => fastagi,1,AGI(agi://${AGI_HOST}:${AGI_PORT}/ends,${NUMBER})
exten => async,1,AGI(agi:async,${NUMBER})
exten => nosuch,1,AGI(nosuch.agi)
exten => refused,1,AGI(agi://127.0.0.1:1)
exten => h,1,UserEvent(Ended,Status: ${AGISTATUS})

[flows]
exten => runs,1,Answer()
 same => n,Exec(${RUNS}(${AGI_SCRIPT},${NUMBER},${ASKED}))
exten => leaves,1,Answer()
 same => n,Hangup()
exten => refused,1,UserEvent(Found,Number: ${NUMBER},Text: refused)
 same => n,Hangup()
exten => h,1,GotoIf($["${RUNS_DEAD}" = ""]?ended)
 same => n,Exec(${RUNS_DEAD}(${AGI_SCRIPT},${NUMBER},${ASKED}))
 same => n(ended),UserEvent(Ended,Number: ${NUMBER},Status: ${AGISTATUS})

[caller]
exten => waits,1,Wait(900)
exten => hums,1,Playback(long)
exten => is-silent,1,Playback(silence-60)
exten => greets,1,Playback(half&silence-60)
exten => dials,1,Wait(${DELAY})
 same => n,SendDTMF(${KEYS},100)
 same => n,Wait(120)
exten => goes-and-dials,1,Wait(0.2)
 same => n,GotoIf($["${GLOBAL(GO)}" = "yes"]?dials,1:1)
exten => leaves,1,Wait(${DELAY})
 same => n,Hangup()
exten => answers,1,AGI(agi://${AGI_HOST}:${AGI_PORT}/caller,caller-${NUMBER})
exten => dials-and-leaves,1,Wait(${DELAY})
 same => n,SendDTMF(${KEYS},100)
 same => n,Wait(${STAYS})
 same => n,Hangup()
exten => texts,1,Wait(${DELAY})
 same => n,SendText(${TEXT})
 same => n,Wait(120)
"""


def configuration(port: int) -> Mapping[str, str]:
    """Return the other files by their names, for a server with a port of its own."""
    return {
        "indications.conf": "[general]\ncountry = us\n[us]\ndescription = United States\nringcadence = 2000,4000\n"
        "dial = 350+440\nbusy = 480+620/500,0/500\nring = 440+480/2000,0/4000\n",
        "pjsip.conf": f"[udp]\ntype = transport\nprotocol = udp\nbind = 127.0.0.1:{port}\n"
        "[telephone]\ntype = endpoint\ncontext = live\ndisallow = all\nallow = ulaw\naors = telephone\n"
        "[telephone]\ntype = aor\nmax_contacts = 3\ncontact = sip:desk@127.0.0.1:9\n",
        "queues.conf": "[agicodec]\nmember => Local/talks@live/n\n[long]\nmember => Local/stays-up@live/n\n"
        "[slow]\nmember => Local/rings@live/n\ncontext = keys\n[one]\nmaxlen = 1\nmember => Local/rings@live/n\n"
        "[empty]\njoinempty = no\n[vacant]\n[emptied]\nleavewhenempty = yes\n",
        "confbridge.conf": "[default_bridge]\ntype = bridge\n[default_user]\ntype = user\nquiet = yes\n"
        "[brief](default_user)\ntimeout = 1\n[ends](default_user)\nend_marked = yes\n"
        "[marked](default_user)\nmarked = yes\n"
        "[agicodec]\ntype = menu\n9 = leave_conference\n",
        "features.conf": "[featuremap]\natxfer = *2\n",
        "voicemail.conf": "[general]\nformat = wav\nmaxsecs = 1\n[default]\n100 = 1234,Ann\n",
        "musiconhold.conf": "[default]\nmode = files\ndirectory = sounds/en\n",
        **dict.fromkeys(("res_parking.conf", "cdr.conf", "cel.conf", "ccss.conf", "acl.conf", "amd.conf"), ""),
        **dict.fromkeys(("udptl.conf", "stasis.conf", "http.conf", "codecs.conf", "dnsmgr.conf", "rtp.conf"), ""),
    }

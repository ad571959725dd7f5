from aioagi.agi import AGI

class AGIRequest:
    agi: AGI

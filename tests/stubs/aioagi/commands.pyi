import enum

class AGICommand(str, enum.Enum):
    GET_DATA = "GET DATA"
    GET_VARIABLE = "GET VARIABLE"
    SET_VARIABLE = "SET VARIABLE"
    STREAM_FILE = "STREAM FILE"

"""The servers that are measured, a program each: reads a variable in each call, again and again, until the call ends.

Each prints the port that it listens on. All accept as many connections at once as the system allows, since a short
backlog makes simultaneous connections wait for seconds, whatever the server does.
"""

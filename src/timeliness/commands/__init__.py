"""The commands, one module for each of their parts; ``cli`` puts them on the command line.

A command imports what it works with when it is called, so that nobody who asks for help, or for
one command, waits for what the others need.
"""

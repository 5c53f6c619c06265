"""The commands, one module for each of their parts; ``cli`` puts them on the command line."""

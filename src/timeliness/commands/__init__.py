"""Commands that the command line mounts, one module for each of its parts."""

"""``python -m timeliness``, for machines where the command itself is not on the path."""

from timeliness.cli import main

main()

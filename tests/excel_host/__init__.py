"""What stands in for Excel where there is none: an engine for xlwings that works in memory."""

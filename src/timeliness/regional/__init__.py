"""A region's or the nation's assessments: lists too long for a worksheet, counted in pieces."""

from timeliness.regional.counting import RegionalCounts, count_region

__all__ = ["RegionalCounts", "count_region"]

"""Measurements side by side, as ratios in one run; nothing here is a timed test."""

"""Is it real, and will we make it: intervals, control charts, projections, bridges and teams.

Everything here takes counts and gives frozen values with their words; nothing is rounded before
it is compared, and every value names the basis that it stands on.
"""

"""What should not leave the council in a workbook or a document, found before it leaves."""

from timeliness.leak_check.checking import check_package, leaks_in, unseen_in
from timeliness.leak_check.package import seems_a_team

__all__ = ["check_package", "leaks_in", "seems_a_team", "unseen_in"]

"""What should not leave the council in a workbook or a document, found before it leaves."""

from timeliness.leak_check.checking import check_package, leaks_in, unseen_in

__all__ = ["check_package", "leaks_in", "unseen_in"]

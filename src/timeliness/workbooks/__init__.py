"""Formatted workbooks: the only room that knows openpyxl. It renders and computes nothing."""

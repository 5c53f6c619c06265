"""The sheets of the monthly workbook, one module each; every one renders and computes nothing."""

"""LibreOffice as the spreadsheet program: the add-in's twin is opened and its formulas calculated."""

"""LibreOffice as the spreadsheet program that opens the add-in's twin and calculates it."""

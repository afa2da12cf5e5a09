"""Exchange: extracts of other systems come in, and files go out.

`extracts` reads what a case-management system hands over, and says which rows it refused and why.
`safe_csv` writes tables that no spreadsheet program will take for formulas; `whole_files` writes a file wholly
or not at all.
"""

"""Cells of CSV files that no spreadsheet takes for a formula."""

# What begins so is a formula for one spreadsheet or another; wide signs are turned into usual ones.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
QUOTE = "'"  # spreadsheets take what follows as text, and most do not show it


def safe(cell: str) -> str:
    """Return a cell as it is, or quoted where a spreadsheet might carry it out."""
    return QUOTE + cell if cell.startswith(FORMULA) else cell

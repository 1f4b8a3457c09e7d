"""docs/security.md: each row of its table names a test that exists."""

import ast
import re

import pytest
from django.conf import settings

TEXT = (settings.BASE_DIR / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?P<attack>[^|]+) \| (?P<outcome>[^|]+) \| `(?P<test>[^`|]+)` \|$", re.M)
ROWS = list(ROW.finditer(TEXT))


def names_of_tests(path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {one.name for one in functions if one.name.startswith("test_")}


def test_every_line_of_the_table_is_a_row_with_a_test():
    table = TEXT.partition("## Attacks and outcomes")[2]
    lines = [line for line in table.splitlines() if line.startswith("|")]
    assert len(ROWS) == len(lines) - 2 > 0


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["attack"][:60])
def test_the_test_of_a_row_exists(row):
    file, _, name = row["test"].partition("::")
    assert name in names_of_tests(settings.BASE_DIR / file)

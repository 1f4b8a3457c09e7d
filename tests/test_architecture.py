"""What keeps the project in shape: imports, lengths, escaping, migrations."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("articles", "search", "newsarchive")
MODULES = [
    path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LONGEST_MODULE = 300  # lines
LONGEST_FUNCTION = 50
LONGEST_PARTIAL = 40


def name_of(path):
    return str(path.relative_to(ROOT))


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=name_of)


def imports(path):
    """Yield the full names of the modules that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def within(package):
    return [path for path in MODULES if path.is_relative_to(ROOT / package)]


@each(within("articles"))
def test_articles_know_nothing_of_search(path):
    assert [name for name in imports(path) if name.split(".")[0] == "search"] == []


@each(within("articles/hindi"))
def test_the_hindi_layer_knows_nothing_of_django(path):
    outside = ("django", "django_filters", "newsarchive", "search")
    assert [name for name in imports(path) if name.split(".")[0] in outside] == []
    own = [name for name in imports(path) if name.startswith("articles")]
    assert [name for name in own if not name.startswith("articles.hindi")] == []


@each(MODULES)
def test_imports_say_where_they_come_from(path):
    assert [name for name in imports(path) if name.startswith(".")] == []


@each(MODULES)
def test_a_module_is_read_in_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@each(MODULES)
def test_a_function_fits_a_screen(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = {one.name: one.end_lineno - one.lineno + 1 for one in functions}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


@each([path for path in TEMPLATES if path.name.startswith("_")])
def test_a_partial_template_is_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_PARTIAL


@each(TEMPLATES)
def test_templates_escape_all_that_they_show(path):
    unsafe = r"\|\s*safe|autoescape\s+off|safeseq"
    assert re.findall(unsafe, path.read_text(encoding="utf-8")) == []


@each(MODULES)
def test_code_calls_no_text_safe(path):
    unsafe = r"\bmark_safe\b|\bSafeString\b|\bSafeText\b|__html__"
    assert re.findall(unsafe, path.read_text(encoding="utf-8")) == []


@pytest.mark.django_db
def test_no_change_of_the_models_is_without_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

"""The fields of a JSON record: their names, their types, and what may be left out."""

import re
from collections.abc import Iterator

from articles.ingestion.records import LONGEST_EXCERPT, Origin, Problem, RawArticle, Unreadable

# The archive's own name of each field, and the names that it has elsewhere.
NAMES = {
    "title": ("title", "headline"),
    "body": ("body", "text", "content", "articleBody"),
    "source": ("source",),
    "published": ("date", "published_at", "published", "datePublished"),
    "updated": ("updated_at", "modified_at", "dateModified"),
    "section": ("section", "articleSection"),
    "url": ("url",),
    "author": ("author",),
    "agency": ("agency",),
    "topics": ("topics",),
    "entities": ("entities",),
    "external_id": ("id",),
    "lead": ("lead", "summary"),
}
TYPES = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    type(None): "null",
}
SEPARATORS = re.compile("[,;|]")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class WrongType(Exception):
    """A value of a type that its field cannot have; says which types it can."""


def read_record(value, origin: Origin, original: str) -> Iterator[RawArticle | Problem]:
    """Yield the article that a JSON value holds, after its problems that are not fatal."""
    try:
        facts, problems = read_facts(value, origin, original)
    except Unreadable as error:
        yield error.problem(origin)
        return
    yield from problems
    if not any(problem.fatal for problem in problems):
        given = "given" if facts["published"] else ""
        yield RawArticle(origin=origin, original=original, published_from=given, **facts)


def read_facts(value, origin: Origin, original: str) -> tuple[dict, list[Problem]]:
    """Return the fields of a record and its problems. Raises Unreadable if it is no article."""
    if not isinstance(value, dict):
        reason = (
            f"The record is {TYPES[type(value)]}. It must be a JSON object with title and body."
        )
        raise Unreadable("not_an_object", reason, original)
    facts, problems = {}, []
    for field in NAMES:
        name, found = pick(value, field)
        try:
            facts[field] = READERS.get(field, text_of)(found)
        except WrongType as error:
            fatal = field in ("title", "body")
            problem = wrong_type(origin, name, found, str(error), fatal)
            if fatal:
                return {}, [problem]
            facts[field] = READERS.get(field, text_of)(None)
            problems.append(problem)
    refuse_missing(facts, original)
    clean, broken = without_surrogates(facts)
    return clean, problems + [bad_characters(origin, field) for field in broken]


def pick(value: dict, field: str):
    """Return the name under which the record has the field, and its value (None without one)."""
    for name in NAMES[field]:
        if value.get(name) not in (None, "", []):
            return name, value[name]
    return NAMES[field][0], None


def wrong_type(origin: Origin, name: str, found, wanted: str, fatal: bool) -> Problem:
    outcome = "" if fatal else " The article is kept without it."
    return Problem(
        origin,
        "bad_field",
        f"The field {name} is {TYPES[type(found)]}; it must be {wanted}.{outcome}",
        field=name,
        excerpt=repr(found)[:LONGEST_EXCERPT],
        fatal=fatal,
    )


def refuse_missing(facts: dict, original: str) -> None:
    for field in ("title", "body"):
        if not facts[field].strip():
            names = ", ".join(NAMES[field])
            reason = f"The record has no {field}. It is looked for under: {names}."
            raise Unreadable(f"no_{field}", reason, original)


def text_of(value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise WrongType("text")
    return value.replace("\x00", "")


def id_of(value) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    try:
        return text_of(value)
    except WrongType:
        raise WrongType("text or a number") from None


def author_of(value) -> str:
    return ", ".join(texts_of(value))


def topics_of(value) -> tuple[str, ...]:
    names = texts_of(value) if isinstance(value, list) else SEPARATORS.split(*texts_of(value))
    return tuple(name.strip() for name in names if name.strip())


def texts_of(value) -> list[str]:
    try:
        return [text_of(item) for item in (value if isinstance(value, list) else [value])]
    except WrongType:
        raise WrongType("text, or a list of texts") from None


def section_of(value) -> str:
    return next(iter(topics_of(value)), "")


def entities_of(value) -> tuple[tuple[str, str], ...]:
    wanted = 'a list of names, or of objects with "name" and "kind"'
    if value is not None and not isinstance(value, list):
        raise WrongType(wanted)
    try:
        pairs = [entity_of(item) for item in value or ()]
    except WrongType:
        raise WrongType(wanted) from None
    return tuple((name, kind) for name, kind in pairs if name)


def entity_of(item) -> tuple[str, str]:
    if isinstance(item, dict):
        name = item.get("name") or item.get("label")
        return text_of(name).strip(), text_of(item.get("kind")).strip()
    return text_of(item).strip(), ""


READERS = {
    "external_id": id_of,
    "author": author_of,
    "topics": topics_of,
    "section": section_of,
    "entities": entities_of,
}


def without_surrogates(facts: dict) -> tuple[dict, list[str]]:
    """Return the facts with halves of characters replaced, and the fields that held any.

    JSON can write half of a character, such as \\ud800, which no encoding can store.
    """
    clean = {field: replaced(value) for field, value in facts.items()}
    return clean, [field for field in facts if clean[field] != facts[field]]


def replaced(value):
    if isinstance(value, tuple):
        return tuple(map(replaced, value))
    return LONE_SURROGATE.sub("\ufffd", value)


def bad_characters(origin: Origin, field: str) -> Problem:
    reason = (
        f"The field {field} holds halves of characters; each is replaced by a sign for unknown."
    )
    return Problem(origin, "bad_characters", reason, field=field, fatal=False)

"""Lasting addresses for named things."""

from django.utils.text import slugify


def free_slug(model, name):
    """Return a slug for ``name`` that no row of ``model`` has yet.

    Marks of Devanagari are no word characters to Django's own ``slugify``, so
    spaces are joined here and only Latin text goes through it.
    """
    plain = slugify(name) if name.isascii() else "-".join(name.split())
    stem = "".join(c for c in plain if c == "-" or (not c.isspace() and c not in "/?#%&.:;,\"'"))
    stem = stem[:100].strip("-") or "x"
    slug, number = stem, 1
    while model.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug

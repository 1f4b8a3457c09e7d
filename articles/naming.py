"""Lasting addresses for named things."""

import secrets

from django.utils.text import slugify


def free_slug(model, name):
    """Return a slug for ``name`` that no row of ``model`` has yet."""
    stem = stem_of(name)
    slug, number = stem, 1
    while model.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


def free_slugs(model, names):
    """Return a slug for each of ``names`` that no row of ``model``, and no other of them, has."""
    stems = [stem_of(name) for name in names]
    taken = set(model.objects.filter(slug__in=stems).values_list("slug", flat=True))
    slugs = []
    for stem in stems:
        slug = stem
        while slug in taken:
            slug = f"{stem}-{secrets.token_hex(4)}"
        taken.add(slug)
        slugs.append(slug)
    return slugs


def stem_of(name):
    """Return what the slug of a name begins with.

    Marks of Devanagari are no word characters to Django's own ``slugify``, so
    spaces are joined here and only Latin text goes through it.
    """
    plain = slugify(name) if name.isascii() else "-".join(name.split())
    stem = "".join(c for c in plain if c == "-" or (not c.isspace() and c not in "/?#%&.:;,\"'"))
    return stem[:100].strip("-") or "x"

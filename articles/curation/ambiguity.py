"""Other names that may mean something else: an act of a curator's that deserves a second look."""

from django.utils.translation import gettext as _

from articles.canonical import canonical_id, canonical_status, family
from articles.hindi.fold import fold
from articles.hindi.names import features
from articles.hindi.names.forms import may_be_name
from articles.hindi.tokens import fold_words
from articles.models import Alias, Entity

SURNAME = "kPl"  # of a word: the last one of a known person's name


def doubts(text: str, entity: Entity) -> list[str]:
    """Return why articles with this name may not mean the entity, one sentence each."""
    found = [
        _("“%(text)s” “%(other)s” का नाम भी है।") % {"text": text, "other": other}
        for other in bearers(text, entity)
    ]
    words = fold_words(text)
    if len(words) == 1 and is_surname(words[0]) and entity.kind == Entity.Kind.PERSON:
        found.append(_("“%(text)s” अकेला उपनाम है, जो कई लोगों का होता है।") % {"text": text})
    elif is_common(words):
        found.append(_("“%(text)s” आम शब्द है और किसी और अर्थ में भी आता है।") % {"text": text})
    return found


def bearers(text: str, entity: Entity) -> list[Entity]:
    """Return the other entities, with the families' heads for their members, that bear a name."""
    folded = fold(text)
    aliases = Alias.objects.filter(folded=folded).values("entity")
    named = Entity.objects.filter(folded=folded) | Entity.objects.filter(pk__in=aliases)
    wanted = named.alias(decision=canonical_status()).exclude(decision=Entity.Status.REJECTED)
    heads = set(wanted.values_list(canonical_id(), flat=True))
    own = {entity.pk, entity.merged_into_id, *(family([entity.pk]) if entity.pk else ())}
    return list(Entity.objects.filter(pk__in=heads - own).order_by("label"))


def is_surname(word: str) -> bool:
    return SURNAME in parts_of(word)


def is_common(words: list[str]) -> bool:
    """Return whether these are plain words, or one that newspapers often have outside of names."""
    if not may_be_name(words):
        return True
    often = len(words) == 1 and words[0] in features.shipped().clusters
    return often and not parts_of(words[0])


def parts_of(word: str) -> set[str]:
    return features.shipped().known.parts.get(word, set())

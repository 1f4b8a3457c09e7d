"""``python -m tests.browser.filled``: fill an empty archive, and print what is in it as JSON.

The sample, an article that its source changed later, one that was deleted, a list of
queries, and three who log in, each with a session: a curator, a superuser, and a reader
with a saved search.
"""

import json
import os
import sys
from tempfile import NamedTemporaryFile

import django
from django.core.management import call_command

CHANGED = " बाद में बताया गया कि काम अगले महीने तक पूरा होगा।"


def fill() -> dict[str, str]:
    """Return the facts that paths of pages are made with, by their name in braces."""
    call_command("migrate", verbosity=0, stdout=sys.stderr)
    call_command("load_sample", stdout=sys.stderr)
    return {"revised": revised()} | copies() | names() | sessions() | kept() | {"gone": deleted()}


def revised() -> str:
    """Take in a changed text of one article of the sample, and return its number."""
    from articles.management.commands.load_sample import SAMPLE
    from articles.models import Revision

    lines = (SAMPLE / "namuna-samachar.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[0])
    record["body"] += CHANGED
    with NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
        file.flush()
        call_command("ingest", file.name, stdout=sys.stderr)
    return str(Revision.objects.get().article_id)


def copies() -> dict[str, str]:
    from articles.models import Article

    copied = Article.objects.filter(cluster__isnull=False).order_by("cluster", "pk")
    first, other = copied.values_list("pk", flat=True)[:2]
    return {"copied": str(first), "copy": str(other)}


def names() -> dict[str, str]:
    from articles.models import Entity, Source, Topic

    entity = Entity.objects.get(label="भारत")
    suggested = Entity.objects.filter(status="suggested").order_by("label", "pk").first()
    return {
        "entity": entity.slug,
        "entity_number": str(entity.pk),
        "suggested_number": str(suggested.pk),
        "source": Source.objects.get(name="नमूना समाचार").slug,
        "topic": Topic.objects.get(name="विदेश").slug,
    }


def kept() -> dict[str, str]:
    """Save a search for the reader, and return it with links from mails, and a list of queries."""
    from django.contrib.auth import get_user_model
    from django.http import QueryDict

    from newsarchive.accounts import links, signing_up
    from search.models import BulkSearch
    from search.saved import searches, stopping
    from search.state import QueryState

    reader = get_user_model().objects.get(username="reader")
    saved = searches.save(reader, QueryState.of(QueryDict("q=जल")), "पानी की ख़बरें", "daily")
    bulk = BulkSearch.objects.create(queries=["जल", "मेला", "कखगघ OR"])
    return {
        "saved": str(saved.pk),
        "stop": stopping.address(reader.pk, saved.pk).rsplit("/", 1)[1],
        "join": links.token(signing_up.JOIN, email="new@example.org", after=""),
        "bulk": bulk.key,
    }


def deleted() -> str:
    """Delete the last article, and return its number."""
    from articles.models import Article

    last = Article.objects.order_by("pk").last()
    number = str(last.pk)
    last.delete()
    return number


def sessions() -> dict[str, str]:
    """Return a session for each who may log in."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    users = get_user_model().objects
    curator = users.create_user("curator", is_staff=True)
    curator.groups.set(Group.objects.filter(name="curator"))
    admin = users.create_superuser("admin")
    reader = users.create_user("reader", email="reader@example.org", password="reader")
    return {"curator": session(curator), "admin": session(admin), "reader": session(reader)}


def session(user) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    django.setup()
    print(json.dumps(fill()))

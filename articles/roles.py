"""Who may do what: the roles as groups of users, each with no more rights than its work needs.

The groups are made, and given exactly these rights, whenever ``migrate`` has run, so that rights
for new models come by themselves. Who needs other rights gets a group of another name.
"""

from fnmatch import fnmatch

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

EDITOR, CURATOR, ADMINISTRATOR = "editor", "curator", "administrator"
APPS = ("articles", "auth", "search")  # whose rights the roles may hold

# Names of rights as in ``user.has_perm``; * stands for anything.
EDITS = (
    "articles.view_*",
    "articles.change_article",
    "articles.*_mention",
)
CURATES = (
    *EDITS,
    "articles.add_article",
    "articles.add_entity",
    "articles.change_entity",
    "articles.merge_entity",
    "articles.*_alias",
    "articles.change_suggestion",
    "articles.add_source",
    "articles.change_source",
    "articles.add_topic",
    "articles.change_topic",
    "articles.add_feed",
    "articles.change_feed",
    "articles.add_boilerplaterule",
    "articles.change_boilerplaterule",
    "articles.apply_boilerplaterule",
    "articles.rerun_task",
    "search.view_savedsearch",
)
ADMINISTERS = (
    *CURATES,
    "articles.delete_*",
    "articles.retry_ingestrun",
    "auth.*_user",
    "auth.*_group",
    "auth.view_permission",
)
ROLES = {EDITOR: EDITS, CURATOR: CURATES, ADMINISTRATOR: ADMINISTERS}
# What a run has counted, what was fetched and what was done are records that no role changes.
RECORDS = ("ingestrun", "ingestproblem", "fetchedpage", "action", "task", "revision")


def is_granted(role: str, right: str) -> bool:
    """Return whether a role has a right, such as ``articles.change_article``."""
    verb, _, model = right.partition(".")[2].partition("_")
    if verb == "delete" and model in RECORDS:
        return False
    return any(fnmatch(right, pattern) for pattern in ROLES[role])


def grant(app_config, using, apps=installed, verbosity=0, **kwargs):
    """Make the groups and give them their rights: a receiver of ``post_migrate``."""
    try:
        group_model = apps.get_model("auth", "Group")
    except LookupError:  # the users' tables are made by a later migration
        return
    for label in APPS:
        create_permissions(installed.get_app_config(label), verbosity=0, using=using, apps=apps)
    stored = apps.get_model("auth", "Permission").objects.using(using)
    rows = stored.filter(content_type__app_label__in=APPS)
    ids = {
        f"{app}.{codename}": pk
        for pk, app, codename in rows.values_list("pk", "content_type__app_label", "codename")
    }
    for role in ROLES:
        group, _ = group_model.objects.using(using).get_or_create(name=role)
        group.permissions.set(pk for right, pk in ids.items() if is_granted(role, right))

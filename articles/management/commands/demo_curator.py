"""``manage.py demo_curator``: someone to log in as, for trying the archive out."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.roles import CURATOR

NAME = "curator"


class Command(BaseCommand):
    help = "Make the user curator with a new random password, and print it. Debug mode only."

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError(
                "The demo curator is for debug mode. Set NEWSARCHIVE_DEBUG=1 for a trial, or make "
                "a user of your own: python manage.py createsuperuser"
            )
        password = secrets.token_urlsafe(12)
        make_curator(password)
        self.stdout.write(f"user: {NAME}\npassword: {password}")


@transaction.atomic
def make_curator(password: str) -> None:
    """Store the user with the role of a curator and the new password."""
    user, made = get_user_model().objects.get_or_create(username=NAME)
    if not made and user.is_superuser:
        raise CommandError(f"The user {NAME} is a superuser, not the demo; its password stays.")
    user.is_staff = True
    user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name=CURATOR))

"""What waits for a curator, for the first page of the admin."""

from django import template

from articles.admin import desk

register = template.Library()


@register.simple_tag
def desk_of(user) -> dict:
    return desk.page(user)


@register.simple_tag
def own_acts(user):
    return desk.own_acts(user)

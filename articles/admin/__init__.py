"""The admin: where curators keep the archive in order. One module for each model."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.articles import ArticleAdmin
from articles.admin.boilerplate import BoilerplateRuleAdmin
from articles.admin.entities import EntityAdmin
from articles.admin.feeds import FeedAdmin, PageAdmin
from articles.admin.log import ActionAdmin
from articles.admin.runs import ProblemAdmin, RunAdmin
from articles.admin.sources import SourceAdmin
from articles.admin.tasks import TaskAdmin
from articles.admin.topics import TopicAdmin
from articles.admin.users import GroupAdmin, UserAdmin

__all__ = [
    "ActionAdmin",
    "ArticleAdmin",
    "BoilerplateRuleAdmin",
    "EntityAdmin",
    "FeedAdmin",
    "GroupAdmin",
    "PageAdmin",
    "ProblemAdmin",
    "RunAdmin",
    "SourceAdmin",
    "TaskAdmin",
    "TopicAdmin",
    "UserAdmin",
]

admin.site.site_header = _("समाचार संग्रह")
admin.site.site_title = _("समाचार संग्रह")
admin.site.index_title = _("संपादन")

"""What the archive stores. The database is the truth; the search index follows it.

Rules that must never break are constraints of the database, so that no script,
admin form or second ingest can go round them.
"""

from articles.models.archive import Article, Cluster, IndexChange, Revision, Source
from articles.models.boilerplate import BoilerplateRule, SeenLine
from articles.models.copies import CopyKey, Placement
from articles.models.curation import Action, Task
from articles.models.entities import Alias, Entity, Evidence, Mention, Suggestion
from articles.models.feeds import Feed, FetchedPage, RobotsFile
from articles.models.pages import GoneAddress, PageChange
from articles.models.runs import IngestProblem, IngestRun
from articles.models.topics import FoundTopic, RemovedTopic, Topic

__all__ = [
    "Action",
    "Alias",
    "Article",
    "BoilerplateRule",
    "Cluster",
    "CopyKey",
    "Entity",
    "Evidence",
    "Feed",
    "FetchedPage",
    "FoundTopic",
    "GoneAddress",
    "IndexChange",
    "IngestProblem",
    "IngestRun",
    "Mention",
    "PageChange",
    "Placement",
    "RemovedTopic",
    "Revision",
    "RobotsFile",
    "SeenLine",
    "Source",
    "Suggestion",
    "Task",
    "Topic",
]

"""What the archive stores. The database is the truth; the search index follows it.

Rules that must never break are constraints of the database, so that no script,
admin form or second ingest can go round them.
"""

from articles.models.archive import Article, Cluster, IndexChange, Revision, Source, Topic
from articles.models.boilerplate import BoilerplateRule, SeenLine
from articles.models.copies import CopyKey, Placement
from articles.models.curation import Action, Task
from articles.models.entities import Alias, Entity, Evidence, Mention, Suggestion
from articles.models.feeds import Feed, FetchedPage, RobotsFile
from articles.models.runs import IngestProblem, IngestRun

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
    "IndexChange",
    "IngestProblem",
    "IngestRun",
    "Mention",
    "Placement",
    "Revision",
    "RobotsFile",
    "SeenLine",
    "Source",
    "Suggestion",
    "Task",
    "Topic",
]

"""A Whoosh query for natural questions: most of the parts must match."""

from whoosh import query


class MostOf(query.Or):
    """Documents that match at least ``minimum`` of the subqueries; all that match score."""

    def __init__(self, subqueries, minimum: int, boost: float = 1.0):
        super().__init__(subqueries, boost=boost)
        self.minimum = minimum

    def normalize(self):
        """Parts are counted, so none may be merged into another or left out."""
        return self

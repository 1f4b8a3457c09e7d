"""What curators do: each act is a function here, which the admin calls, and stands in the log.

``who`` is the user's name. An act is one transaction with its log and the outbox. One
that makes no sense raises ``Refused``, and nothing is changed.
"""


class Refused(ValueError):
    """What a curator asked for cannot be done; the message says why, in the reader's language."""

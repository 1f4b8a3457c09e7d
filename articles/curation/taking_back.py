"""Taking back anything in the log: an edit field by field, another act as a whole."""

from articles.curation import reverting, undo
from articles.models import Action


def is_edit(action: Action) -> bool:
    """Return whether fields alone changed; a renaming made an alias besides."""
    kinds = {action.kind, (action.undoes or action).kind}
    return kinds <= set(reverting.KINDS) and "alias" not in action.kept


def why_not(action: Action) -> str:
    """Return why an action cannot be taken back; "" if it can."""
    return reverting.can_revert(action) if is_edit(action) else undo.can_undo(action)


def take_back(action: Action, who: str) -> Action:
    """Take an action back and log that; ``Refused`` says why it cannot be."""
    return reverting.revert(action, who) if is_edit(action) else undo.undo(action, who)

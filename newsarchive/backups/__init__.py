"""Everything of an archive that cannot be remade, in one file: written, checked, put back."""


class BackupError(Exception):
    """A backup cannot be written or used; the message says why and what to do."""

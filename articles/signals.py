"""What the archive tells other parts of the project; it does not know who listens."""

from django.dispatch import Signal

# Sent when articles were written to the outbox and their transaction is over.
outbox_filled = Signal()

# Sent when names were written in bulk, which the models' own signals do not tell, and their
# transaction is over.
names_changed = Signal()

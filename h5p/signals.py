"""What the player announces. Receivers run inside the transaction and must be idempotent."""

from django.dispatch import Signal

# Provides: claims (PlayClaims), statement (ParsedStatement), outcome (Outcome). Sent inside the
# transaction that stores the statement that ends a play. A receiver may return a dict of values
# that the page around the frame gets as answer.
play_ended = Signal()

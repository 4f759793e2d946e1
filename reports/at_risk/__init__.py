"""Who needs help, in which cohort, and what can be done beside it."""

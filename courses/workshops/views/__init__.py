"""Pages about sessions: the learner's, the room's, the trainer's, the facilitator's."""

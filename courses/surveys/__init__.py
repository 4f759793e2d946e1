"""The survey at the end of a course: short, bilingual, anonymous, never in the way."""

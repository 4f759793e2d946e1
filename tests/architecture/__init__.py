"""Rules that hold for the whole project, walked from its own configuration."""

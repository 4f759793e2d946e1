"""The courses as they are in the database, written back as content files."""

"""The history of what staff did for others: searched, read, taken out as a file, never changed."""

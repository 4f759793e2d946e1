"""The table of facts: how it is made from the rows of the platform and kept up to date."""

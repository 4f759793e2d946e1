"""Who belonged where, from one day to another."""

"""What people thought of the courses."""

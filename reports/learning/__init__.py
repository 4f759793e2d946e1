"""What people learned, and which questions of an assessment are weak."""

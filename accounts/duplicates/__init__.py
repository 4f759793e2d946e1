"""Finding accounts that are perhaps one person's, for staff to decide. Nothing is merged here."""

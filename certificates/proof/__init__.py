"""What proves a certificate: kept documents with their hash, and their status numbers."""

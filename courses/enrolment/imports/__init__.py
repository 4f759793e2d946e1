"""Import of people from the lists that institutions send (CSV, XLSX)."""

"""The annual report: sentences and tables in both languages, on a page and as a PDF."""

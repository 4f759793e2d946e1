"""What holders do with their certificates: download, share, list them in a transcript."""

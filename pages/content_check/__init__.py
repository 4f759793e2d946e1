"""What a reader would stumble on, found in the content files before anybody reads them."""

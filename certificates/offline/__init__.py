"""What a phone can check without us: a signed statement in the QR code."""

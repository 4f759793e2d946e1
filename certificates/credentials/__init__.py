"""Open Badges 3.0: W3C Verifiable Credentials, their keys, their issuer, their status."""

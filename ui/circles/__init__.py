"""The circles page: small tables over several rounds."""

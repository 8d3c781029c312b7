"""The encrypted book on disk. Only this floor knows SQL, and only `storage.vault` knows SQLCipher."""

"""The tests of Rotunda; they mirror the source, folder by folder."""

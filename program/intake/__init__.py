"""Rows of a file become people: headings matched, cells understood, problems named, one change made."""

"""The committee's pack and its siblings on paper, a file for each part."""

"""The People page: everyone the program knows, one person close up, and rosters coming in and going out."""

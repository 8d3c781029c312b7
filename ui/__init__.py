"""Everything that is seen and touched. Qt is known only here and in desktop."""

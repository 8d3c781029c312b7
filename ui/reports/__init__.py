"""The reports page: choose a document, see its pages, hand it over."""

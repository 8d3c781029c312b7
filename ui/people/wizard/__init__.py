"""The import of a roster in four steps: the file, its columns, what would happen, and what has happened."""

from ui.people.wizard.wizard import ImportWizard

__all__ = ["ImportWizard"]

"""The pictures of the program, made of its figures and records: what each shows, and the finding in its title."""

from program.metrics.drawn.catalogue import PICTURES, pictures
from program.metrics.drawn.naming import Naming

__all__ = ["PICTURES", "Naming", "pictures"]

"""What `bulletins new` and `bulletins import` decide before anything is written."""

from .naming import import_names, propose_slug
from .template import new_post

__all__ = ["import_names", "new_post", "propose_slug"]

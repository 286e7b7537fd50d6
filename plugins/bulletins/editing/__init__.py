"""What `bulletins new` and `bulletins import` decide before anything is written."""

from .keeping import keep_editors_work, same_but_for_basis, what_goes
from .naming import import_names, propose_slug
from .template import new_post

__all__ = ["import_names", "keep_editors_work", "new_post", "propose_slug", "same_but_for_basis", "what_goes"]

"""What an editor should look at before a post is published: findings, never changes."""

from .attachments import check_attachment
from .checking import RULES, as_json, check_posts, faults_of_fields
from .contradictions import StatedFigure
from .links import fault_of_target
from .personal import find_in_name, find_personal_data
from .registry import addresses_gone, parents
from .sheet import CheckedPost
from .structure import fault_of_highlight
from .words import fault_of_personal, unprintable, unpublishable

__all__ = [
    "RULES",
    "CheckedPost",
    "StatedFigure",
    "addresses_gone",
    "as_json",
    "check_attachment",
    "check_posts",
    "fault_of_highlight",
    "fault_of_personal",
    "fault_of_target",
    "faults_of_fields",
    "find_in_name",
    "find_personal_data",
    "parents",
    "unprintable",
    "unpublishable",
]

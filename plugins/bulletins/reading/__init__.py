"""Bytes of any format and encoding become a Report, or are refused with the reason and the cure."""

from .attached import look_into
from .attachments import TEXTS as PLAIN_ENDINGS
from .attachments import attachment_lines
from .metadata import ENDINGS as PICTURE_ENDINGS
from .metadata import without_metadata
from .report import RULES, is_plain, read_report

__all__ = [
    "PICTURE_ENDINGS",
    "PLAIN_ENDINGS",
    "RULES",
    "attachment_lines",
    "is_plain",
    "look_into",
    "read_report",
    "without_metadata",
]

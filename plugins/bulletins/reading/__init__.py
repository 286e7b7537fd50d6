"""Bytes of any format and encoding become a Report, or are refused with the reason and the cure."""

from .attached import look_into
from .attachments import attachment_lines
from .pictures import without_metadata
from .report import RULES, is_plain, read_report

__all__ = ["RULES", "attachment_lines", "is_plain", "look_into", "read_report", "without_metadata"]

"""Bytes of any format and encoding become a Report, or are refused with the reason and the cure."""

from .attachments import attachment_lines
from .report import RULES, read_report

__all__ = ["RULES", "attachment_lines", "read_report"]

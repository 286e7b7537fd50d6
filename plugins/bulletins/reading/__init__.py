"""Bytes of any format and encoding become a Report, or are refused with the reason and the cure."""

from .report import RULES, read_report

__all__ = ["RULES", "read_report"]

"""Gongbao (公报): reports of public offices become bulletins that citizens can search and trust."""

__version__ = "0.1.0"

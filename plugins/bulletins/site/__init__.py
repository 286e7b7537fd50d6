"""The site adapter: the only part that imports Pelican, and only once Pelican asks for it."""


def register() -> None:
    """Called by Pelican when it loads the plugin."""
    from .adapter import connect  # noqa: PLC0415 - tests and tools import the package without Pelican

    connect()

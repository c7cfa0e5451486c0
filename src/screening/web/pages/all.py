"""All pages, for the application."""

from __future__ import annotations

from fastapi import FastAPI

from screening.web.pages import alert, assets, check, columns, documents, lists, login, past, run, upload


def add_pages(app: FastAPI) -> None:
    """Add them; none stands in the description of the API."""
    for module in (upload, columns, run, alert, check, lists, past, login, documents, assets):
        app.include_router(module.router)

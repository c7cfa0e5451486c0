"""The API of the best-known peer: its clients ask here as they ask there."""

from screening.web.yente.router import router as router

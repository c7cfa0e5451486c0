"""The reconciliation API of OpenRefine (Reconciliation Service API 0.2 of the W3C community group)."""

from screening.web.reconcile.router import router as router

"""Requests made up from the OpenAPI document: whatever is asked in whatever form, nothing fails inside."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok

from .asking import Make

EXAMPLES = 12  # of each operation; for a longer search see docs/web.md

LIKE_A_TEST = settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, phases=[Phase.generate], database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def test_no_request_fails_inside(make: Make) -> None:
    app = make(requests=1_000_000, hosts=["testserver"]).app
    found = schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations()
    operations = [one.ok() for one in found if isinstance(one, Ok)]
    assert {"POST /screenings", "POST /check"} < {operation.label for operation in operations}
    for operation in operations:

        @LIKE_A_TEST
        @given(operation.as_strategy())
        def ask(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=[not_a_server_error])

        ask()

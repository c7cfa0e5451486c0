"""Whatever the OpenAPI document allows, and what it does not: no request makes the routers fail."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from screening.screener import Screener

from .asked import NORTH, SOUTH, app_of

APP = app_of(Screener([NORTH, SOUTH]))
KNOWN = {"dataset": "default", "entity_id": "harbour", "property_name": "sanctions"}
document = schemathesis.openapi.from_asgi("/openapi.json", APP)


@pytest.mark.filterwarnings("ignore:Using `httpx` with `starlette.testclient` is deprecated")
@document.parametrize()
@settings(
    max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck], derandomize=True
)
def test_no_request_makes_the_routers_fail(case: schemathesis.Case[Any]) -> None:
    case.path_parameters = {name: KNOWN[name] for name in case.path_parameters}
    case.call_and_validate(checks=[not_a_server_error, response_schema_conformance])

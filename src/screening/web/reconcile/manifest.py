"""What the service says of itself."""

from __future__ import annotations

from screening._version import __version__
from screening.screener import Screener
from screening.web.ftm.words import labels, web_words
from screening.web.reconcile.models import (
    Extend,
    Link,
    Manifest,
    Place,
    Preview,
    Property,
    Setting,
    Suggest,
    Type,
)

MOST_QUERIES = 50
"""Queries of one batch at most."""

_SCHEMA_SPACE = "https://followthemoney.tech/explorer/schemata/"


def manifest_of(screener: Screener, dataset: str, service: str, base: str) -> Manifest:
    """The manifest of the service at the URL ``service``, part of the application at ``base``."""
    titles = {info.name: info.title or info.name for info in screener.lists}
    page = f"{service}/preview?id={{{{id}}}}"
    return Manifest(
        versions=["0.2"],
        name=titles.get(dataset, "All lists in use"),
        identifierSpace=f"{base}entities/",
        schemaSpace=_SCHEMA_SPACE,
        serviceVersion=__version__,
        defaultTypes=types(),
        view=Link(url=page),
        preview=Preview(url=page),
        suggest=Suggest(
            entity=Place(service_url=service, service_path="/suggest/entity"),
            property=Place(service_url=service, service_path="/suggest/property"),
            type=Place(service_url=service, service_path="/suggest/type"),
        ),
        extend=Extend(
            propose_properties=Place(service_url=service, service_path="/properties"),
            property_settings=[
                Setting(name="limit", label="Limit", type="number", default=0, help_text="Values a row; 0 for all.")
            ],
        ),
        batchSize=MOST_QUERIES,
    )


def type_of(schema: str) -> Type:
    """A schema as a type."""
    return Type(id=schema, name=web_words("schemas")[schema]["label"])


def types() -> list[Type]:
    """The types that entries have."""
    return [type_of(schema) for schema in web_words("schemas")["Thing"]["holds"]]


def properties() -> list[Property]:
    """The properties that are asked for or shown."""
    return [Property(id=name, name=label) for name, label in labels().items()]

"""`hierc schema`: what a JSON document of a hierarchy has to look like."""

from __future__ import annotations

import click

from hierannot_dsl.cli.console import result


@click.command(short_help="Print the JSON Schema of hierarchies.")
def schema() -> None:
    """Print the JSON Schema of what `hierc export --to json` writes, for editors and other programs."""
    from hierannot_dsl.model.document import schema_text

    result(schema_text())

"""`hierc schema`: what the JSON of hierarchies and of findings has to look like."""

from __future__ import annotations

import click

from hierannot_dsl.cli.console import result

KINDS = ("hierarchy", "diagnostics", "retention")


@click.command(short_help="Print the JSON Schema of hierarchies or findings.")
@click.argument("kind", type=click.Choice(KINDS), default=KINDS[0])
def schema(kind: str) -> None:
    """Print a JSON Schema, for editors and other programs.

    `hierarchy`: what `hierc export --to json` writes. `diagnostics`: what `--format json` prints of findings.
    `retention`: what `hierc compile --format json` prints of a panel.
    """
    if kind == "diagnostics":
        from hierannot_dsl.diagnostics.schema import schema_text

        result(schema_text())
        return
    if kind == "retention":
        from hierannot_dsl.emit.retention_document import schema_text as retention_schema_text

        result(retention_schema_text())
        return
    from hierannot_dsl.model.document import schema_text as document_schema_text

    result(document_schema_text())

"""`python -m hierannot_dsl`: the command line, where `hierc` is not on the path."""

from hierannot_dsl.cli.main import run

if __name__ == "__main__":
    run()

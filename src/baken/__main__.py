"""`python -m baken`: the same program as the `baken` command."""

from baken.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

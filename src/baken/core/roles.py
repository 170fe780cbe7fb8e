"""The database roles as SQL: for the embedded server, and to print for a city's DBA."""

from psycopg import sql

LOGIN = ("owner", "app", "shield", "keeper")
# Without login: they own the functions that must see more than their caller.
DEFINERS = ("baken_acting", "baken_search", "baken_figures")


def role_sql(passwords: dict[str, str]) -> list[str]:
    """Statements that make the roles. `owner` and `app` are never superuser and never bypass."""
    statements = [f"create role {name} nologin" for name in DEFINERS]
    for role, password in passwords.items():
        right = "bypassrls" if role == "keeper" else "nobypassrls"
        secret = sql.Literal(password).as_string(None)
        statements.append(
            f"create role baken_{role} login nosuperuser nocreatedb nocreaterole {right} "
            f"password {secret}"
        )
    # The owner hands its definer functions to these roles, so it must belong to them.
    statements += [f"grant {name} to baken_owner" for name in DEFINERS]
    # Tables are written in bulk by the keeper, which owns none of them.
    statements.append("grant pg_read_all_data, pg_write_all_data to baken_keeper")
    return statements


def database_sql() -> list[str]:
    """Statements inside the new database: who may make things there, and who may only use it."""
    return [
        "alter schema public owner to baken_owner",
        "revoke all on schema public from public",
        "grant usage on schema public to baken_app, baken_keeper, baken_acting, baken_search, "
        "baken_figures",
        "grant create on schema public to baken_acting, baken_search, baken_figures",
        "revoke all on database baken from public",
        "grant connect, temporary on database baken to baken_owner, baken_app, baken_keeper",
        "create extension if not exists pg_trgm schema public",
        "create extension if not exists btree_gist schema public",
        "create extension if not exists unaccent schema public",
    ]


def script(passwords: dict[str, str] | None = None) -> str:
    """What a DBA runs: `baken doctor --sql`."""
    shown = passwords or dict.fromkeys(LOGIN, "…kies zelf…")
    lines = [*role_sql(shown), "create database baken owner baken_owner encoding 'UTF8'"]
    return (
        ";\n".join([*lines, "\\connect baken", *database_sql()]).replace(
            "\\connect baken;", "\\connect baken"
        )
        + ";\n"
    )

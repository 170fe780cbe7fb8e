"""The wall's installer and its proof.

Each module brings `functions.sql` (functions that policies and queries call), `policies.sql`
(who sees and touches which rows, with the grants) and `figures.sql` (tallies); so may a folder
in a module. They are plain SQL, installed together in one transaction after the migrations, by
the owner. What they do not name does not stay: all policies, functions of ours and grants are
dropped first.
"""

from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

FILES = ("functions.sql", "figures.sql", "policies.sql")
OPEN = "open:"

_CLEAN = """
do $$
declare found record;
begin
  for found in select policyname, tablename from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on public.%I', found.policyname, found.tablename);
  end loop;
  for found in
    select p.oid::regprocedure as signature from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname ~ '^(acting|access|audit|geo|retention|documents|'
      'messages|people|reports|cases|programme|figures|portal|housing|patrol|cameras|resilience)_'
      and not exists (select 1 from pg_trigger t where t.tgfoid = p.oid)
      and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by p.oid desc  -- what calls first, then what is called
  loop
    execute format('drop function if exists %s cascade', found.signature);
  end loop;
  for found in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v')
      and pg_get_userbyid(c.relowner) = current_user
  loop
    execute format('revoke all on public.%I from public, baken_app, baken_shield, baken_acting, '
      'baken_search, baken_figures', found.relname);
  end loop;
end $$;
"""


def module_files() -> list[Path]:
    """All wall files: every functions.sql, then figures, then policies, modules bottom up."""
    roots = [Path(c.path) for c in apps.get_app_configs() if c.name.startswith("baken.")]
    return [file for name in FILES for root in roots for file in _named(name, root)]


def _named(name: str, root: Path) -> list[Path]:
    """The module's own file first, then those of its folders by name."""
    own = [root / name] if (root / name).exists() else []
    return [*own, *sorted(root.glob(f"*/{name}"))]


def install() -> int:
    """Install the wall. Runs as owner, in one transaction; returns the number of files."""
    files = module_files()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local check_function_bodies = off")
        cursor.execute("set local lock_timeout = '10s'")
        cursor.execute(_CLEAN)
        for file in files:
            _run(cursor, file)
    return len(files)


def _run(cursor: object, file: Path) -> None:
    try:
        cursor.execute(file.read_text())  # type: ignore[attr-defined]
    except Exception as error:
        raise RuntimeError(f"{file.parent.name}/{file.name}: {error}") from error


@dataclass(frozen=True)
class Table:
    """A table as the database's own catalog knows it."""

    name: str
    enabled: bool
    forced: bool
    policies: int
    comment: str

    @property
    def problem(self) -> str:
        """What is wrong with this table's place in the wall, in Dutch; '' when nothing is."""
        if self.comment.startswith(OPEN):
            return "staat open maar heeft toch een slot" if self.enabled else ""
        if not self.enabled or not self.forced:
            return "is niet gesloten en niet met een reden open verklaard"
        return "" if self.policies else "is dicht voor iedereen: er is geen enkele regel"


_CATALOG = """
select c.relname, c.relrowsecurity, c.relforcerowsecurity,
       (select count(*) from pg_policy p where p.polrelid = c.oid),
       coalesce(obj_description(c.oid, 'pg_class'), '')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
order by c.relname
"""


def tables() -> list[Table]:
    """Every table of the database, from the catalog, not from the code."""
    with connection.cursor() as cursor:
        cursor.execute(_CATALOG)
        return [Table(*row) for row in cursor.fetchall()]


def definer_problems() -> list[str]:
    """Definer functions without a pinned search path, or that everyone may execute."""
    sql = """
    select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.prosecdef and (
      not exists (select 1 from unnest(coalesce(p.proconfig, '{}')) c where c like 'search_path=%')
      or has_function_privilege('public', p.oid, 'execute'))
    """
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def partition_problems() -> list[str]:
    """Partitions on which the app has rights of its own, past the parent's policies."""
    sql = """
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relispartition and c.relkind = 'r'
      and has_table_privilege('baken_app', c.oid, 'select, insert, update, delete')
    """
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def verify() -> list[str]:
    """All that is wrong with the wall, one Dutch sentence each; empty when it stands."""
    problems = [f"Tabel {t.name} {t.problem}." for t in tables() if t.problem]
    problems += [
        f"Functie {name} ziet meer dan haar aanroeper en is niet goed afgesloten."
        for name in definer_problems()
    ]
    problems += [f"Partitie {name} is rechtstreeks te benaderen." for name in partition_problems()]
    return problems

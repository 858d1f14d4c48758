"""Backups: all that Safeboard keeps, in one zip that SQLite and PostgreSQL can both take back (see restoring.py).

    manifest.json             what made it and when, how many rows of each kind, and the SHA-256 of every member
    rows/<app>.<Model>.jsonl  one row a line, as JSON: every column by name, days and times as ISO text
    files/<name>              the bytes of each file that a row names

Left out: who is signed in, the queue of jobs, and what `migrate` makes by itself. Nothing is held in memory whole.
"""

import hashlib
import json
import zipfile
from contextlib import closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField

from safeboard.core.commands import how_many, version
from safeboard.core.sealing import Sealer
from safeboard.core.writing import replacing

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT = {"auth", "contenttypes", "sessions", "jobs", "django_tasks_database"}
ROWS_AT_A_TIME = 1_000
PIECE = 1024 * 1024
OWNER_ONLY = 0o600


@dataclass(slots=True)
class Manifest:
    """rows: "app.Model" -> how many. members: name -> SHA-256. lost: files that rows name and nobody could find."""

    format: int
    safeboard: str
    made_at: str
    migrations: list[str]
    rows: dict[str, int] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    @property
    def files(self):
        return [name for name in self.members if name.startswith("files/")]

    @property
    def words(self):
        return f"{how_many(sum(self.rows.values()), 'row')} and {how_many(len(self.files), 'file')}"


def kept_models(of=apps):
    """Every model whose rows are kept, tables between two models too, in the order the apps stand on one another. of: the
    models as they are, or as they were at a migration."""
    models = of.get_models(include_auto_created=True)
    return [model for model in models if model._meta.app_label not in LEFT_OUT and not model._meta.proxy]


def how_many_rows():
    return sum(model._base_manager.count() for model in kept_models())


def back_up(path, *, at, key="", step=lambda count=1: None):
    """Write everything, as it is at one moment, to a file that only its owner may read. Returns the Manifest.

    key: seals the file where one is given, see core/sealing.py. step: called with how many rows have been written since the
    last call. Raises OSError.
    """
    with (
        replacing(path, mode=OWNER_ONLY) as file,
        closing(Sealer(file, key)) if key else nullcontext(file) as sealed,
        zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED) as archive,
        _one_moment(),
    ):
        manifest = Manifest(FORMAT, version(), at.isoformat(), migrations_run())
        writer = _Writer(archive, manifest, at)
        names = set()
        for model in kept_models():
            names |= writer.add_rows(model, step)
        for name in sorted(names):
            writer.add_file(name)
        archive.writestr(writer.entry(MANIFEST), json.dumps(asdict(manifest), indent=1))
    return manifest


class _Writer:
    def __init__(self, archive, manifest, at):
        self.archive, self.manifest, self.at = archive, manifest, at

    def entry(self, name):
        entry = zipfile.ZipInfo(name, self.at.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = OWNER_ONLY << 16
        return entry

    def add_rows(self, model, step):
        """Write a model's rows; returns the names of the files they name."""
        file_fields = [each.attname for each in model._meta.concrete_fields if isinstance(each, FileField)]
        names, count = set(), 0
        with self._member(f"rows/{model._meta.label}.jsonl") as write:
            for count, row in enumerate(_rows(model), start=1):
                write(json.dumps(row, ensure_ascii=False, default=_plain).encode() + b"\n")
                names.update(row[name] for name in file_fields if row[name])
                if count % ROWS_AT_A_TIME == 0:
                    step(ROWS_AT_A_TIME)
        step(count % ROWS_AT_A_TIME)
        self.manifest.rows[model._meta.label] = count
        return names

    def add_file(self, name):
        try:
            file = default_storage.open(name)
        except FileNotFoundError:
            self.manifest.lost.append(name)
            return
        with file, self._member(f"files/{name}") as write:
            for piece in file.chunks(PIECE):
                write(piece)

    @contextmanager
    def _member(self, name):
        sha256 = hashlib.sha256()
        with self.archive.open(self.entry(name), "w", force_zip64=True) as member:

            def write(piece):
                sha256.update(piece)
                member.write(piece)

            yield write
        self.manifest.members[name] = sha256.hexdigest()


@contextmanager
def _one_moment():
    """All that is read inside is as it was at one moment; nobody who writes has to wait for it."""
    if connection.vendor == "sqlite":  # atomic() would take the one write lock, see SQLITE_OPTIONS
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _rows(model):
    names = [each.attname for each in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    return (dict(zip(names, row, strict=True)) for row in rows.iterator(chunk_size=ROWS_AT_A_TIME))


def _plain(value):
    """Times to the microsecond, which Django's own encoder would cut to the millisecond."""
    return value.isoformat() if hasattr(value, "isoformat") else DjangoJSONEncoder().default(value)


def migrations_run():
    """ "app.name" of each migration this database has had, of the apps whose rows are kept."""
    labels = {model._meta.app_label for model in kept_models()}
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations() if app in labels
    )

"""Taking a backup back: into an empty Safeboard, every part of it compared first, of an earlier Safeboard too.

Nothing is held in memory whole. What a backup is, is in keeping.py.
"""

import hashlib
import json
import tempfile
import zipfile
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import PurePosixPath

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from safeboard.core import database
from safeboard.core.sealing import NotOpened, is_sealed, unseal
from safeboard.history import append_only
from safeboard.home.keeping import (
    FORMAT,
    MANIFEST,
    PIECE,
    ROWS_AT_A_TIME,
    Manifest,
    kept_models,
)


class NotRestored(Exception):
    """A backup that cannot be taken back here, or is none. Its text is one sentence; nothing was changed."""


def look(path, key=""):
    """The Manifest of a backup, once all of it is known to be there and unchanged. Restores nothing. Raises NotRestored, OSError."""
    with _opened(path, key) as archive:
        return check(archive)


def restore(path, key=""):
    """Take a backup back into an empty Safeboard. Returns its Manifest.

    Every hash is checked before anything is written; the rows come in one transaction. key: what it was sealed with. Raises
    NotRestored, OSError.
    """
    with _opened(path, key) as archive:
        manifest = check(archive)
        models = _make_tables(manifest)
        written = []
        try:
            for name in manifest.files:
                _restore_file(archive, name.removeprefix("files/"), written)
            _restore_rows(archive, manifest, models)
        except BaseException:
            for name in written:
                default_storage.delete(name)
            raise
        call_command("migrate", verbosity=0, interactive=False)
        _require_kept()
    return manifest


def check(archive):
    """The manifest of a backup, once every member is known to be there and unchanged. Raises NotRestored."""
    manifest = _manifest(archive)
    names = archive.namelist()
    if sorted(names) != sorted([MANIFEST, *manifest.members]):
        raise NotRestored("The backup does not hold what its list says it holds: take another copy of it.")
    for name, sha256 in manifest.members.items():
        _require_harmless(name)
        if _sha256(archive, name) != sha256:
            raise NotRestored(
                f"The backup has been changed or damaged since it was made ({name}): take another copy."
            )
    return manifest


@contextmanager
def _opened(path, key):
    with ExitStack() as opened:
        try:
            file = opened.enter_context(open(path, "rb"))
            if is_sealed(file):
                file = opened.enter_context(_unsealed(file, key))
            archive = opened.enter_context(zipfile.ZipFile(file))
        except FileNotFoundError:
            raise NotRestored(f"There is no file {path}.") from None
        except (zipfile.BadZipFile, IsADirectoryError) as error:
            raise NotRestored(f"{path} is not a backup of Safeboard, or only a part of one.") from error
        yield archive


@contextmanager
def _unsealed(file, key):
    """A file without a name, which is gone with this process."""
    if not key:
        raise NotRestored(
            "The backup is sealed: name the file of its key with --key-file, or set SAFEBOARD_BACKUP_KEY."
        )
    with tempfile.TemporaryFile() as unsealed:
        try:
            unseal(file, unsealed, key)
        except NotOpened as error:
            raise NotRestored(str(error)) from None
        yield unsealed


def _manifest(archive):
    try:
        manifest = Manifest(**json.loads(archive.read(MANIFEST)))
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise NotRestored(
            "The file is not a backup of Safeboard: it has no list of what it holds."
        ) from error
    if manifest.format != FORMAT:
        raise NotRestored(
            f"The backup was made by Safeboard {manifest.safeboard}: restore it with that version."
        )
    return manifest


def _require_harmless(name):
    """Nothing in a backup may point outside the files folder."""
    path = PurePosixPath(name)
    if (
        path.parts[:1] not in (("rows",), ("files",))
        or ".." in path.parts
        or "\\" in name
        or str(path) != name
    ):
        raise NotRestored(f"The backup holds a name that Safeboard never writes ({name}) and was not opened.")


def _sha256(archive, name):
    sha256 = hashlib.sha256()
    try:
        with archive.open(name) as member:
            while piece := member.read(PIECE):
                sha256.update(piece)
    except Exception:  # zlib, a wrong checksum, an unknown method: all mean damage
        return None
    return sha256.hexdigest()


def _require_empty():
    if any(model._base_manager.exists() for model in kept_models()):
        raise NotRestored(
            "There is something in this Safeboard already: restore into a new data folder (SAFEBOARD_DATA) "
            "or an empty database (DATABASE_URL)."
        )


def _make_tables(manifest):
    """Tables as they were when the backup was made, and the models of them: by this Safeboard, or by an earlier one, whose rows
    go forward with the migrations since. Raises NotRestored."""
    loader = MigrationLoader(None)  # of the files, as there may be no database yet
    known = {f"{app}.{name}" for app, name in loader.graph.nodes}
    if unknown := sorted(set(manifest.migrations) - known):
        raise NotRestored(
            f"The backup was made by Safeboard {manifest.safeboard}, which has tables that this one does not know "
            f"({unknown[0]}): restore it with that version, or a later one."
        )
    labels = {model._meta.app_label for model in kept_models()}
    if set(manifest.migrations) == {name for name in known if name.split(".")[0] in labels}:
        database.prepare()
        _require_empty()
        return kept_models()
    if not database.is_new():
        raise NotRestored(
            f"The backup was made by an earlier Safeboard ({manifest.safeboard}): restore it into a new data folder, or "
            "into a database that has no tables yet."
        )
    database.make_folder()
    had = [tuple(name.split(".", 1)) for name in manifest.migrations]
    MigrationExecutor(connection).migrate(had)
    return kept_models(loader.project_state(had).apps)


def _restore_file(archive, name, written):
    if default_storage.exists(name):
        with default_storage.open(name) as there, archive.open(f"files/{name}") as member:
            if (
                hashlib.file_digest(there, "sha256").digest()
                != hashlib.file_digest(member, "sha256").digest()
            ):
                raise NotRestored(
                    f"There is another file {name} here already: restore into a new data folder."
                )
        return
    written.append(name)
    with archive.open(f"files/{name}") as member:
        default_storage.save(name, File(member))


@transaction.atomic(durable=True)
def _restore_rows(archive, manifest, models):
    """The rows of empty tables are only added, so what keeps the record stays in force all the while."""
    try:
        for model in models:
            _restore_model(archive, model)
        connection.check_constraints()
    except (DatabaseError, KeyError, TypeError, ValueError) as error:
        raise NotRestored(f"The backup does not hold together, and nothing was restored: {error}") from error
    counts = {model._meta.label: model._base_manager.count() for model in models}
    if counts != manifest.rows:
        raise NotRestored("Not every row of the backup could be put back, so none was.")
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


def _require_kept():
    if append_only.missing(connection):
        raise NotRestored(
            "The rows are back, but the database does not keep what was recorded: run `safeboard migrate`."
        )


def _restore_model(archive, model):
    columns = {each.attname: each for each in model._meta.concrete_fields}
    with archive.open(f"rows/{model._meta.label}.jsonl") as lines, _times_as_they_were(columns.values()):
        while batch := [json.loads(line) for line in islice(lines, ROWS_AT_A_TIME)]:
            model._base_manager.bulk_create(
                model(**{name: columns[name].to_python(value) for name, value in row.items()})
                for row in batch
            )


@contextmanager
def _times_as_they_were(fields):
    """Some libraries' columns put the present time into themselves when a row is added; here they must not."""
    own = [
        (each, each.auto_now, each.auto_now_add)
        for each in fields
        if getattr(each, "auto_now", False) or getattr(each, "auto_now_add", False)
    ]
    for each, *_ in own:
        each.auto_now = each.auto_now_add = False
    try:
        yield
    finally:
        for each, now, now_add in own:
            each.auto_now, each.auto_now_add = now, now_add

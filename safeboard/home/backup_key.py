"""The key that seals backups, as the commands take it: from a file, or from SAFEBOARD_BACKUP_KEY."""

from pathlib import Path

from django.conf import settings

from safeboard.core.commands import Refusal

SHORTEST = 20


def add_key_file(parser):
    parser.add_argument(
        "--key-file",
        type=Path,
        metavar="FILE",
        help="the file of the key that seals it (or SAFEBOARD_BACKUP_KEY): keep it apart from the backups",
    )


def key_in(file) -> str:
    """ "" where none is given. Raises Refusal where it could be guessed, or the file cannot be read."""
    try:
        key = (file.read_text() if file else settings.BACKUP_KEY).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(
            f"The key in {file} could not be read: {getattr(error, 'strerror', 'it is no text')}."
        ) from None
    if file and not key:
        raise Refusal(f"The key in {file} is empty: put a long random text into it.")
    if key and len(key) < SHORTEST:
        raise Refusal(f"The key is too short: a backup needs one of {SHORTEST} letters or more.")
    return key

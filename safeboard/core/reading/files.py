"""Any file, as blocks: the gate first, then the kind by content, then the reader for it."""

from importlib import import_module

from safeboard.core.reading import gate
from safeboard.core.reading.blocks import Block, Row, Sheet, Source, Unreadable
from safeboard.core.reading.kind import kind_of

# kind: (module, function, what people call it). Imported only when wanted: pdfplumber alone costs 0.3 s.
READERS = {
    "word": ("word", "read_word", "a Word document"),
    "excel": ("excel", "read_excel", "an Excel workbook"),
    "pdf": ("pdf", "read_pdf", "a PDF"),
    "html": ("html", "read_html", "a web page"),
    "markdown": ("markdown", "read_markdown", "markdown text"),
    "csv": ("delimited", "read_delimited", "comma-separated values"),
    "tsv": ("delimited", "read_delimited", "tab-separated values"),
    "text": ("text", "read_text", "plain text"),
}


def read_source(data: bytes, *, limit_bytes: int = gate.LIMIT_BYTES) -> Source:
    """Unreadable: with one plain sentence, whatever the file did to its reader. MemoryError goes through."""
    gate.check_size(data, limit_bytes)
    module, function, called = READERS[kind_of(data)]
    reader = getattr(import_module(f"safeboard.core.reading.{module}"), function)
    try:
        source = reader(data)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(
            f"The file could not be read as {called}: open it, save it again and try once more."
        ) from error
    if not any(_says_something(block) for block in source.blocks):
        raise Unreadable("The file has no words that can be read: send the document with its text.")
    return source


def _says_something(block: Block) -> bool:
    if isinstance(block, Row):
        return any(block.texts)
    return not isinstance(block, Sheet) and bool(block.text)

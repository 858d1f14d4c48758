"""What a paper says, for tests: its words, its headings, the rows of its tables."""

import datetime

from safeboard.core.paper.blocks import Facts, Heading, Picture, Table, Text
from safeboard.papers.kinds.framing import texts_of
from safeboard.papers.material import Material
from safeboard.papers.writing import paper_of

PRINTED = datetime.date(2016, 3, 16)


def paper(kind, picture, *, draft=False, **more):
    return paper_of(kind, Material(picture, **more), draft=draft, printed_on=PRINTED)


def headings(made, level=None):
    found = [block for block in made.blocks if isinstance(block, Heading)]
    return [block.words for block in found if level in (None, block.level)]


def sentences(made):
    """The words of its paragraphs and its drawings."""
    texts = [block for block in made.blocks if isinstance(block, Text | Picture)]
    return [block.words if isinstance(block, Picture) else block.line.words for block in texts]


def rows(made, title):
    """The words of each cell of the table of that title; [] where there is none."""
    found = [block for block in made.blocks if isinstance(block, Table) and block.title == title]
    return [[cell.words for cell in row.cells] for table in found for row in table.rows]


def tables(made):
    return [block.title for block in made.blocks if isinstance(block, Table)]


def facts(made, title):
    return dict(
        pair
        for block in made.blocks
        if isinstance(block, Facts) and block.title == title
        for pair in block.pairs
    )


def every_word(made):
    return "\n".join(words for part in made.parts for words in texts_of(part))

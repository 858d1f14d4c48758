"""Small Word and Excel files made of raw XML, so that a test can say exactly what stands in the file."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPC = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{REL}" xmlns:a="{A}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
THEME = (
    f'<a:theme xmlns:a="{A}"><a:themeElements><a:clrScheme name="Office">'
    '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    '<a:dk2><a:srgbClr val="44546A"/></a:dk2><a:lt2><a:srgbClr val="E7E6E6"/></a:lt2>'
    '<a:accent1><a:srgbClr val="4472C4"/></a:accent1><a:accent2><a:srgbClr val="FF0000"/></a:accent2>'
    '<a:accent3><a:srgbClr val="A5A5A5"/></a:accent3><a:accent4><a:srgbClr val="FFC000"/></a:accent4>'
    '<a:accent5><a:srgbClr val="5B9BD5"/></a:accent5><a:accent6><a:srgbClr val="70AD47"/></a:accent6>'
    "</a:clrScheme></a:themeElements></a:theme>"
)


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a zip, to change one and zip them again."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def related(targets: dict[str, str]) -> str:
    """A .rels part. targets: kind ("styles") -> target; several of a kind as "comments#2"."""
    entries = "".join(
        f'<Relationship Id="rId{index}" Type="{REL}/{kind.partition("#")[0]}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{OPC}">{entries}</Relationships>'


def word(body: str, **parts: str) -> bytes:
    """A .docx. parts: the inner XML of styles, numbering, footnotes, comments, header; theme is always there."""
    tags = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "comments": "comments",
            "header": "hdr"}  # fmt: skip
    files: dict[str, str | bytes] = {
        "_rels/.rels": related({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {WORD_SPACES}><w:body>{body}</w:body></w:document>",
        "word/theme/theme1.xml": THEME,
        "word/_rels/document.xml.rels": related(
            {"theme": "theme/theme1.xml"} | {kind: f"{kind}.xml" for kind in parts}
        ),
    }
    for kind, inner in parts.items():
        files[f"word/{kind}.xml"] = f"<w:{tags[kind]} {WORD_SPACES}>{inner}</w:{tags[kind]}>"
    return zipped(files)


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; a run that is no XML is taken as plain words."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(words: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def tc(*content: str, properties: str = "") -> str:
    inner = "".join(part if part.startswith("<") else p(part) for part in content) or p()
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def excel(sheet: str, styles: str = "", shared: str = "", state: str = "visible", book: str = "") -> bytes:
    """An .xlsx of one sheet called Plan. sheet: what stands in <worksheet>."""
    return zipped({
        "_rels/.rels": related({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{REL}">{book}<sheets>'
        f'<sheet name="Plan" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related({
            "worksheet": "worksheets/sheet1.xml", "styles": "styles.xml", "sharedStrings": "shared.xml",
            "theme": "theme/theme1.xml",
        }),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{S}">{sheet}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>',
        "xl/shared.xml": f'<sst xmlns="{S}">{shared}</sst>',
        "xl/theme/theme1.xml": THEME,
    })  # fmt: skip

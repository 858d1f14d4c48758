"""What the rows of papers hold about people."""

from safeboard.core.held import IN_HISTORY, RECORD, Held

HELD: dict[str, Held] = {
    "papers.Paper": Held(
        why="A draft of a paper.",
        kept=RECORD,
        personal="author made_at made_by_name",
        words="title recommendation words why",
        none="id board plan meeting kind purpose priority lead chosen restricted replaces state",
        board="board",
        unfound=IN_HISTORY,
    ),
    "papers.Issued": Held(
        why="A paper as the board had it.",
        kept=RECORD,
        personal="known_at by by_name recorded_at",
        words="title meeting_words said roles inside",
        none="id paper board plan meeting kind day restricted style",
        board="board",
    ),
    "papers.IssuedFile": Held(
        why="Its bytes.",
        kept=RECORD,
        none="id issued form document sha256 size",
        also="issued__by",
        board="issued__board",
    ),
}

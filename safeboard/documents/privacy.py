"""What the rows of files hold about people."""

from safeboard.core.held import Held

HELD: dict[str, Held] = {
    "documents.Document": Held(
        why="Files people brought in, as they came. What is in a file is not read for names.",
        kept="as long as the board's record; a file read in and never accepted for the days set",
        personal="added_at added_by added_by_name",
        words="name file",
        none="id board kind size sha256",
    ),
    "documents.Reading": Held(
        why="What was read from a file.",
        kept="as long as the plan made from it; never accepted: for the days set",
        words="outline decided given",
        none="id document state read_at",
        unfound="What a file says is the board's own words; who brought it in is found at the document.",
    ),
}

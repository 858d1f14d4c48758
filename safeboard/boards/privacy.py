"""What the rows of boards, seats and leads hold about people."""

from safeboard.core.held import IN_HISTORY, RECORD, Held

HELD: dict[str, Held] = {
    "boards.Board": Held(
        why="The board and its settings.",
        kept=RECORD,
        none="id name slug kind check_every_months difference_after_months",
    ),
    "boards.Agency": Held(
        why="Organisations.",
        kept=RECORD,
        none="id name sector",
    ),
    "boards.Membership": Held(
        why="Which organisations are on which board.",
        kept=RECORD,
        none="id board agency starts ends",
        board="board",
    ),
    "boards.Group": Held(
        why="The board's groups.",
        kept=RECORD,
        none="id board name",
        board="board",
    ),
    "boards.Post": Held(
        why="Posts, not those who hold them.",
        kept=RECORD,
        none="id board name",
        board="board",
    ),
    "boards.Lead": Held(
        why="Whom the plan names. A lead may be a person, and the account that is said to be theirs.",
        kept=RECORD,
        personal="name user",
        none="id board group post agency",
        board="board",
    ),
    "boards.LeadSpelling": Held(
        why="How else a lead is written.",
        kept=RECORD,
        personal="spelling key",
        none="id board lead",
        also="lead__user",
        board="board",
    ),
    "boards.LeadName": Held(
        why="What a lead is called from a day on.",
        kept=RECORD,
        personal="name recorded_at by_name",
        none="id lead effective_on",
        also="lead__user",
        board="lead__board",
    ),
    "boards.Term": Held(
        why="What the board's acronyms mean.",
        kept=RECORD,
        personal="recorded_at by_name",
        words="acronym meaning",
        none="id board struck effective_on",
        board="board",
        unfound=IN_HISTORY,
    ),
    "boards.Seat_answers_for": Held(
        why="Which leads a seat answers for.",
        kept=RECORD,
        personal="seat lead",
        none="id",
        also="seat__user",
        board="seat__board",
    ),
    "boards.Seat": Held(
        why="Who sat on the board, in what role, from when to when: public bodies say who their members are.",
        kept=RECORD,
        personal="user role starts ends wants_reminders",
        none="id board agency deputises_for",
        board="board",
    ),
    "boards.Meeting": Held(
        why="The board's meetings.",
        kept=RECORD,
        none="id board date kind updates_by papers_by recorded_at",
        board="board",
    ),
    "boards.BoardWas": Held(
        why="What a setting was.",
        kept=RECORD,
        none="id board check_every_months until",
        board="board",
    ),
    "boards.MeetingWas": Held(
        why="What a meeting was called.",
        kept=RECORD,
        none="id meeting date kind until",
        board="meeting__board",
    ),
    "boards.Theme": Held(
        why="Subjects.",
        kept=RECORD,
        none="id board name",
        board="board",
    ),
}

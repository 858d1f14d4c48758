from safeboard.assurance.services.adding import add_question
from safeboard.assurance.services.answering import answer, confirm
from safeboard.assurance.services.chasing import chase, remind
from safeboard.assurance.services.finding import find, raise_action
from safeboard.assurance.services.handing import accept, let_read, send_back, sign, submit
from safeboard.assurance.services.improving import add_improvement, reopen, say_done, sign_off
from safeboard.assurance.services.issuing import (
    agree_to_take_part,
    ask_agency,
    ask_many,
    ask_no_more,
    close_exercise,
    give_longer,
    issue,
    prepare_exercise,
)
from safeboard.assurance.services.moderating import (
    advise,
    ask_about,
    ask_peer,
    declare_interests,
    end_peer,
    judge,
    keep_judgements,
    reply_about,
    share_judgements,
)
from safeboard.assurance.services.own import (
    begin_own,
    close_own,
    judge_own,
    link_evidence,
    raise_gap,
    unlink_evidence,
)
from safeboard.assurance.services.proving import prove, prove_again, renew_proof, take_away
from safeboard.assurance.services.publishing import publish, save_draft, start_set
from safeboard.assurance.services.sampling import draw_sample
from safeboard.assurance.services.sharing import end_part, hand_on, invite_to_sign, share
from safeboard.assurance.services.sheets import answer_from_sheet, bring_in_sheet
from safeboard.assurance.services.surveying import (
    close_survey,
    drop_survey,
    keep_survey_open,
    more_addresses,
    open_survey,
    prepare_survey,
    reply,
)
from safeboard.assurance.services.visiting import note_visit
from safeboard.assurance.services.writing_letters import begin_letter, save_letter, send_letter

__all__ = [
    "accept",
    "add_improvement",
    "add_question",
    "advise",
    "agree_to_take_part",
    "answer",
    "answer_from_sheet",
    "ask_about",
    "ask_agency",
    "ask_many",
    "ask_no_more",
    "ask_peer",
    "begin_letter",
    "begin_own",
    "bring_in_sheet",
    "chase",
    "close_exercise",
    "close_own",
    "close_survey",
    "confirm",
    "declare_interests",
    "draw_sample",
    "drop_survey",
    "end_part",
    "end_peer",
    "find",
    "give_longer",
    "hand_on",
    "invite_to_sign",
    "issue",
    "judge",
    "judge_own",
    "keep_judgements",
    "keep_survey_open",
    "let_read",
    "link_evidence",
    "more_addresses",
    "note_visit",
    "open_survey",
    "prepare_exercise",
    "prepare_survey",
    "prove",
    "prove_again",
    "publish",
    "raise_action",
    "raise_gap",
    "remind",
    "renew_proof",
    "reopen",
    "reply",
    "reply_about",
    "save_draft",
    "save_letter",
    "say_done",
    "send_back",
    "send_letter",
    "share",
    "share_judgements",
    "sign",
    "sign_off",
    "start_set",
    "submit",
    "take_away",
    "unlink_evidence",
]

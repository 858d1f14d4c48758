"""What a file read over a plan proposes is taken into it by the verbs of the web, or left; all of one press, or nothing."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeboard.boards.services import rename_lead
from safeboard.documents.models import Document, Reading
from safeboard.history.models import Event
from safeboard.plans import queries, services
from safeboard.plans.models import DateRequest, PartChange, Proposal, ProposalAnswer, Update
from safeboard.plans.notes import Note
from safeboard.plans.offers import offers_of
from safeboard.plans.proposing.changes import What
from safeboard.plans.reading_over import NothingNew
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.copies import a_proposal, copy_of, edited, read_over
from safeboard.plans.tests.edited_papers import ACTION, DUE, ISSUE, LEAD, PROGRESS, REF, WordPaper
from safeboard.plans.tests.written import write_word

pytestmark = pytest.mark.django_db
AUDIT, TRAIN, ASK = "Audit ten cases", "Train every nurse", "Ask children"
GREEN, RED = "#00B050", "#FF0000"


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def manager(board):
    return make.someone("business_manager", board)


@pytest.fixture
def plan(board):
    return make.a_plan(board, make.promise(AUDIT), make.promise(TRAIN), make.promise(ASK))


@pytest.fixture
def acts(manager):
    return {"by": manager, "at": timezone.now()}


def today():
    return timezone.localdate()


def offered(proposal):
    return offers_of(proposal, day=today()).open


def one_of(proposal, what):
    (found,) = [one for one in offered(proposal) if one.what is what]
    return found


def marks(some):
    return {one.key: one.seen for one in some}


def take(proposal, *some, acts, **more):
    return services.take_proposed(proposal, chosen=marks(some or offered(proposal)), **more, **acts)


def picture(plan):
    return queries.picture_of(plan, day=today(), ahead=True)


def action(plan, words):
    return next(one for one in picture(plan).actions if words in one.words)


def state_of(proposal):
    return Reading.objects.get(proposal=proposal).state


# --- Each kind ---


def test_a_new_update_is_recorded_as_read_from_the_file_for_the_lead(plan, manager, acts):
    proposal = a_proposal(
        plan, lambda paper: paper.add_line(AUDIT, PROGRESS, "Update April 2016: All ten read.")
    )
    take(proposal, acts=acts)
    said = action(plan, AUDIT).notes[-1]
    assert (said.opener, said.words, said.effective_on, said.dated) == (
        "Update April 2016:",
        "All ten read.",
        datetime.date(2016, 4, 1),
        True,
    )
    assert (said.by, said.on_behalf_of, said.came) == (
        manager.pk,
        "Quality Group",
        "Read from the plan's file",
    )


def test_an_update_without_a_date_speaks_of_the_day_the_file_was_read(plan, acts):
    proposal = a_proposal(plan, lambda paper: paper.write(ASK, PROGRESS, "Letters went out."))
    take(proposal, one_of(proposal, What.NOTE), acts=acts)
    said = action(plan, ASK).notes[-1]
    assert (said.words, said.dated, said.effective_on) == ("Letters went out.", False, today())


def test_an_update_of_a_month_to_come_keeps_its_month(plan, acts):
    later = today().replace(day=1) + datetime.timedelta(days=32)
    month = later.replace(day=1)
    words = f"Update {month:%B %Y}: Sent."
    proposal = a_proposal(plan, lambda paper: paper.add_line(AUDIT, PROGRESS, words))
    take(proposal, acts=acts)
    assert action(plan, AUDIT).notes[-1].effective_on == month


def test_another_date_is_asked_for_and_the_date_that_holds_stays(plan, acts):
    proposal = a_proposal(plan, lambda paper: paper.write(TRAIN, DUE, "June 2017"), name="copy.docx")
    take(proposal, acts=acts)
    asked = DateRequest.objects.get()
    assert (asked.due_written, asked.why, asked.came, asked.on_behalf_of) == (
        "June 2017",
        "Read in the file “copy.docx”, table 1, row 3.",
        Update.Came.FILE,
        "Quality Group",
    )
    assert action(plan, TRAIN).due.written == "March 2016"


def test_another_rating_holds_from_then_on(plan, acts):
    proposal = a_proposal(
        plan, lambda paper: paper.write(TRAIN, PROGRESS, "Red: Off target\nUpdate Dec 15: Begun.")
    )
    take(proposal, acts=acts)
    now = action(plan, TRAIN)
    assert (now.rating, now.rated_by.words, now.rated_by.from_file) == ("red", "", True)


def complete(paper):
    paper.write(
        TRAIN, PROGRESS, "Green: Complete\nUpdate Dec 15: Begun.\nUpdate April 2016: All 80 are trained."
    )
    paper.colour(TRAIN, PROGRESS, GREEN)


def test_a_rating_that_means_complete_has_the_newest_note_as_its_evidence(plan, acts):
    proposal = a_proposal(plan, complete)
    take(proposal, acts=acts)
    now = action(plan, TRAIN)
    assert (now.done, now.awaits_assurance.evidence, now.done_on) == (True, "All 80 are trained.", today())


def test_a_rating_that_means_complete_is_refused_where_the_file_shows_nothing_of_it(plan, acts):
    def only_the_colour(paper):
        paper.write(TRAIN, PROGRESS, "Green: Complete")
        paper.colour(TRAIN, PROGRESS, GREEN)

    proposal = a_proposal(plan, only_the_colour)
    rating = one_of(proposal, What.RATING)
    with pytest.raises(ValidationError, match="Enter what shows that it is complete"):
        take(proposal, rating, acts=acts)
    take(proposal, rating, acts=acts, words={rating.key: "The register of the day"})
    assert action(plan, TRAIN).awaits_assurance.evidence == "The register of the day"


def test_an_update_that_reads_differently_corrects_the_one_before(plan, acts):
    proposal = a_proposal(plan, lambda paper: paper.put(AUDIT, PROGRESS, "Begun.", "Begun in two schools."))
    take(proposal, acts=acts)
    now = action(plan, AUDIT)
    assert [(one.words, one.corrected_by is not None) for one in now.said if one.opener] == [
        ("Begun.", True),
        ("Begun in two schools.", False),
    ]


def test_a_correction_keeps_the_rating_that_was_said_with_the_words(plan, acts):
    row = make.actions_of(plan)[0]
    services.post_update(row, words="Seven of ten read", rating="red", **make.by_now())
    proposal = a_proposal(plan, lambda paper: paper.put(AUDIT, PROGRESS, "Seven of ten", "Eight of ten"))
    take(proposal, acts=acts)
    now = action(plan, AUDIT)
    assert (now.rating, now.rated_by.words) == ("red", "Eight of ten read")


def test_other_words_and_other_leads_are_changes_that_say_which_file(plan, acts):
    def edit(paper):
        paper.put(AUDIT, ACTION, "ten", "twelve")
        paper.write("Audit twelve", LEAD, "Quality Group\nHarrowmere Police")

    proposal = a_proposal(plan, edit)
    take(proposal, acts=acts)
    now = action(plan, "Audit twelve")
    assert [name for _, name in now.leads] == ["Quality Group", "Harrowmere Police"]
    assert {change.why for change in now.changes} == {"Read in the file “edited.docx”, table 1, row 2."}


def test_new_actions_stand_where_the_file_has_them_with_all_they_bring(plan, acts):
    def edit(paper):
        paper.add(
            AUDIT,
            {ACTION: "Meet parents", LEAD: "PPG", DUE: "May 2017", PROGRESS: "Update April 2016: Booked."},
        )
        paper.add("Meet parents", {ACTION: "Meet carers", LEAD: "PPG"})
        paper.add(ASK, {ACTION: "Meet schools", LEAD: "PPG"})

    take(a_proposal(plan, edit), acts=acts)
    now = picture(plan).actions
    assert [one.words for one in now] == [AUDIT, "Meet parents", "Meet carers", TRAIN, ASK, "Meet schools"]
    assert (now[1].due.written, now[1].new, [note.words for note in now[1].notes]) == (
        "May 2017",
        True,
        ["Booked."],
    )


def test_what_was_added_at_the_end_was_not_moved_besides(plan, acts):
    take(a_proposal(plan, lambda paper: paper.add(ASK, {ACTION: "Meet schools"})), acts=acts)
    assert PartChange.objects.count() == 0


def test_an_action_of_a_new_issue_comes_with_its_issue(plan, acts):
    def edit(paper):
        paper.add(ASK, {ISSUE: "2. Learning is lost", ACTION: "Write a page", REF: ""}, goes_on=False)

    proposal = a_proposal(plan, edit)
    take(proposal, acts=acts)
    (priority,) = picture(plan).priorities
    assert [(issue.words, [one.words for one in issue.actions]) for issue in priority.issues] == [
        ("Cases drift", [AUDIT, TRAIN, ASK]),
        ("Learning is lost", ["Write a page"]),
    ]


def test_an_action_is_not_taken_without_its_new_issue(plan, acts):
    def edit(paper):
        paper.add(ASK, {ISSUE: "2. Learning is lost", ACTION: "Write a page", REF: ""}, goes_on=False)

    proposal = a_proposal(plan, edit)
    with pytest.raises(ValidationError) as refused:
        take(proposal, one_of(proposal, What.ADD_ACTION), acts=acts)
    assert refused.value.messages == [
        "Nothing was taken. A new action: “Write a page”: It needs a new issue, “Learning is lost”: choose that too."
    ]


def test_an_action_whose_new_issue_was_left_is_refused(plan, acts):
    def edit(paper):
        paper.add(ASK, {ISSUE: "2. Learning is lost", ACTION: "Write a page", REF: ""}, goes_on=False)

    proposal = a_proposal(plan, edit)
    services.leave_proposed(proposal, chosen=[one_of(proposal, What.ADD_ISSUE).key], **acts)
    with pytest.raises(ValidationError, match="What has to be taken before it was left"):
        take(proposal, acts=acts)


def test_a_row_that_moved_stands_where_the_file_has_it(plan, acts):
    take(a_proposal(plan, lambda paper: paper.move(ASK, AUDIT)), acts=acts)
    assert [one.words for one in picture(plan).actions] == [AUDIT, ASK, TRAIN]


def test_a_row_that_is_gone_is_dropped_only_with_a_reason(plan, acts):
    proposal = a_proposal(plan, lambda paper: paper.delete(ASK))
    gone = one_of(proposal, What.GONE)
    with pytest.raises(ValidationError, match="Enter why it is dropped"):
        take(proposal, gone, acts=acts)
    take(proposal, gone, acts=acts, words={gone.key: "Done by the schools"})
    (dropped,) = picture(plan).left_out.actions
    assert (dropped.words, dropped.dropped.why) == (ASK, "Done by the schools")


def test_nothing_can_be_taken_of_an_update_that_is_no_longer_there(plan, acts):
    proposal = a_proposal(plan, lambda paper: paper.write(AUDIT, PROGRESS, "Amber: On target"))
    with pytest.raises(ValidationError, match="what was said stays said"):
        take(proposal, one_of(proposal, What.NOTE_GONE), acts=acts)


def test_a_new_priority_a_new_outcome_and_their_places(board, acts):
    plan = make.a_plan(board, make.promise(AUDIT))
    outline = make.an_outline(make.promise(AUDIT))
    other = make.an_outline(make.promise("Write to clubs")).priorities[0]
    other.title, other.number, other.outcomes, other.aim = (
        "Clubs are safe",
        "2",
        ["Clubs know"],
        "They join in.",
    )
    other.issues[0].words, other.issues[0].number = "Clubs stand apart", "7"
    outline.priorities[0].outcomes.append("Nobody waits")
    outline.priorities.append(other)
    take(read_over(plan, write_word(outline)), acts=acts)
    now = picture(plan)
    assert [(one.number, one.title, [o.words for o in one.outcomes]) for one in now.priorities] == [
        ("1", "Children are heard", ["Fewer wait", "Nobody waits"]),
        ("2", "Clubs are safe", ["Clubs know"]),
    ]
    assert [one.words for one in now.actions] == [AUDIT, "Write to clubs"]


def test_a_date_of_a_complete_action_moves_where_its_new_rating_is_taken_with_it(board, acts):
    plan = make.a_plan(board, make.promise(AUDIT, rating="green", rating_seen="#00b050"))

    def taken_up(paper):
        paper.write(AUDIT, PROGRESS, "Red: Off target\nUpdate Dec 15: Begun.")
        paper.colour(AUDIT, PROGRESS, RED)
        paper.write(AUDIT, DUE, "June 2017")

    proposal = a_proposal(plan, taken_up)
    with pytest.raises(ValidationError, match="This action is complete"):
        take(proposal, one_of(proposal, What.DATE), acts=acts)
    take(proposal, acts=acts)
    assert (DateRequest.objects.get().due_written, action(plan, AUDIT).rating) == ("June 2017", "red")


# --- The day it speaks of ---


def test_what_names_no_day_is_of_the_month_that_a_newer_file_says(board, acts):
    plan = make.a_plan(board, make.promise(AUDIT))
    outline = make.an_outline(
        make.promise(
            "Audit twelve cases", notes=[Note("Begun.", datetime.date(2015, 12, 1), "Update Dec 15:")]
        )
    )
    outline.updated, outline.updated_written = datetime.date(2016, 6, 1), "Updated June 2016"
    take(read_over(plan, write_word(outline)), acts=acts)
    (change,) = action(plan, "twelve").changes
    assert change.effective_on == datetime.date(2016, 6, 1)


# --- All or nothing, once ---


def two_edits(paper):
    paper.add_line(AUDIT, PROGRESS, "Update April 2016: All ten read.")
    paper.put(TRAIN, ACTION, "every nurse", "each nurse")


def test_a_refusal_in_the_middle_leaves_nothing_behind(plan, acts, monkeypatch):
    def edit(paper):
        two_edits(paper)
        paper.delete(ASK)

    proposal, events = a_proposal(plan, edit), Event.objects.count()
    with pytest.raises(ValidationError, match=f"Nothing was taken. .*“{ASK}”: Enter why it is dropped"):
        take(proposal, acts=acts)
    assert (PartChange.objects.count(), ProposalAnswer.objects.count(), Event.objects.count()) == (
        0,
        0,
        events,
    )
    assert [note.words for note in action(plan, AUDIT).notes] == ["Begun."]


def test_a_second_press_does_nothing_and_says_so(plan, acts):
    proposal = a_proposal(plan, two_edits, lambda paper: paper.delete(ASK))
    note = one_of(proposal, What.NOTE)
    take(proposal, note, acts=acts)
    with pytest.raises(ValidationError, match="taken or left already"):
        take(proposal, note, acts=acts)
    assert len(action(plan, AUDIT).notes) == 2


def test_what_is_answered_is_not_offered_again(plan, acts):
    proposal = a_proposal(plan, two_edits)
    take(proposal, one_of(proposal, What.NOTE), acts=acts)
    assert [one.what for one in offered(proposal)] == [What.WORDS]


def test_what_was_changed_after_the_look_is_refused(plan, acts):
    proposal = a_proposal(plan, two_edits)
    looked_at = offered(proposal)
    services.change_part(make.actions_of(plan)[1], changes={"words": "Train all nurses"}, **make.by_now())
    with pytest.raises(services.ChangedMeanwhile):
        take(proposal, *looked_at, acts=acts)
    assert (ProposalAnswer.objects.count(), len(action(plan, AUDIT).notes)) == (0, 1)


def test_what_is_not_offered_at_all_is_refused(plan, acts):
    proposal = a_proposal(plan, two_edits)
    with pytest.raises(services.ChangedMeanwhile):
        services.take_proposed(proposal, chosen={"0" * 64: "0"}, **acts)


def test_a_conflict_shows_all_three_and_may_be_taken(plan, acts):
    data = edited(plan, two_edits)
    services.change_part(make.actions_of(plan)[1], changes={"words": "Train all nurses"}, **make.by_now())
    proposal = read_over(plan, data)
    words = one_of(proposal, What.WORDS)
    assert (words.conflict, words.then, words.now, words.wanted) == (
        True,
        "Train every nurse",
        "Train all nurses",
        "Train each nurse",
    )
    take(proposal, words, acts=acts)
    assert action(plan, "Train").words == "Train each nurse"


def test_a_rating_taken_over_a_newer_one_holds(plan, acts):
    data = edited(plan, lambda paper: paper.write(TRAIN, PROGRESS, "Red: Off target\nUpdate Dec 15: Begun."))
    row = make.actions_of(plan)[1]
    services.post_update(row, words="Done", rating="green", evidence="List", **make.by_now())
    proposal = read_over(plan, data)
    rating = one_of(proposal, What.RATING)
    take(proposal, rating, acts=acts)
    assert (rating.conflict, action(plan, TRAIN).rating) == (True, "red")


def test_what_came_in_on_the_web_meanwhile_stays(plan, acts):
    data = edited(plan, two_edits)
    services.post_update(make.actions_of(plan)[0], words="Told on the web", **make.by_now())
    take(read_over(plan, data), acts=acts)
    assert [note.words for note in action(plan, AUDIT).notes] == [
        "Begun.",
        "Told on the web",
        "All ten read.",
    ]


# --- Leaving and finishing ---


def test_what_is_left_changes_nothing_and_is_kept(plan, manager, acts):
    proposal = a_proposal(plan, two_edits)
    services.leave_proposed(proposal, chosen=[one_of(proposal, What.NOTE).key], **acts)
    answer = ProposalAnswer.objects.get()
    ref = action(plan, AUDIT).ref
    assert (answer.what, answer.taken, answer.by, answer.by_name) == (
        f"{ref}, a new update: “Update April 2016: All ten read.”",
        False,
        manager,
        manager.name,
    )
    assert (len(action(plan, AUDIT).notes), state_of(proposal)) == (1, "draft")


def test_the_file_is_done_with_when_everything_is_answered(plan, acts):
    proposal = a_proposal(plan, two_edits)
    take(proposal, one_of(proposal, What.NOTE), acts=acts)
    services.leave_proposed(proposal, chosen=[one_of(proposal, What.WORDS).key], **acts)
    assert state_of(proposal) == "accepted"


def test_a_file_of_which_nothing_was_taken_is_left(plan, acts):
    proposal = a_proposal(plan, two_edits)
    services.finish_proposal(proposal, **acts)
    assert (state_of(proposal), [answer.taken for answer in proposal.answers.all()]) == (
        "left",
        [False, False],
    )


def test_finishing_leaves_what_was_not_answered(plan, acts):
    proposal = a_proposal(plan, two_edits)
    take(proposal, one_of(proposal, What.NOTE), acts=acts)
    services.finish_proposal(proposal, **acts)
    assert (state_of(proposal), [answer.taken for answer in proposal.answers.order_by("pk")]) == (
        "accepted",
        [True, False],
    )


@pytest.mark.parametrize("verb", [services.take_proposed, services.leave_proposed])
def test_nothing_is_done_after_somebody_has_finished(plan, acts, verb):
    proposal = a_proposal(plan, two_edits)
    chosen = marks(offered(proposal))
    services.finish_proposal(proposal, **acts)
    with pytest.raises(ValidationError, match="This file was gone through already"):
        verb(proposal, chosen=chosen, **acts)


def test_finishing_twice_is_refused(plan, acts):
    proposal = a_proposal(plan, two_edits)
    services.finish_proposal(proposal, **acts)
    with pytest.raises(ValidationError, match="This file was gone through already"):
        services.finish_proposal(proposal, **acts)


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_nothing_is_taken_into_a_plan_that_is_not_worked_any_more(plan, acts, end):
    proposal = a_proposal(plan, two_edits)
    chosen = marks(offered(proposal))
    if end == "closed":
        for row in make.actions_of(plan):
            services.drop_part(row, why="Over", **make.by_now())
        services.close_plan(plan, **make.by_now())
    else:
        services.withdraw_plan(plan, why="Wrong", **make.by_now())
    with pytest.raises(ValidationError, match=end):
        services.take_proposed(proposal, chosen=chosen, **acts)


# --- What is restricted ---


def restrict(row):
    services.change_part(row, changes={"marking": "restricted"}, **make.by_now())


def test_rows_that_were_left_out_of_a_copy_are_not_missed(plan):
    restrict(make.actions_of(plan)[2])
    data = edited(plan, two_edits, restricted=False)
    assert ASK not in "".join(row.text(2) for row in WordPaper(data).tables[0].rows)
    assert [one.what for one in offered(read_over(plan, data))] == [What.NOTE, What.WORDS]


def test_rows_deleted_from_a_copy_that_had_them_are_missed(plan):
    restrict(make.actions_of(plan)[2])
    proposal = a_proposal(plan, lambda paper: paper.delete(ASK))
    assert [one.what for one in offered(proposal)] == [What.GONE]


def test_what_is_said_of_a_restricted_action_is_restricted(plan, acts):
    restrict(make.actions_of(plan)[0])
    proposal = a_proposal(plan, two_edits)
    take(proposal, one_of(proposal, What.NOTE), acts=acts)
    assert Update.objects.get(words="All ten read.").marking == "restricted"


# --- Leads by another name ---


def test_a_lead_by_another_of_its_names_proposes_nothing(plan):
    lead = plan.board.leads.get(name="Quality Group")
    rename_lead(lead, name="Quality and Practice Group", effective_on=today(), **make.by_now())
    data = edited(plan, lambda paper: paper.write(AUDIT, LEAD, "quality group"))
    with pytest.raises(NothingNew, match="says nothing that"):
        read_over(plan, data)


# --- History ---


def test_each_thing_stands_in_the_history_under_the_name_of_who_took_it(plan, manager, acts):
    proposal = a_proposal(plan, two_edits)
    before = set(Event.objects.values_list("pk", flat=True))
    take(proposal, acts=acts)
    events = Event.objects.exclude(pk__in=before).order_by("pk")
    assert [(one.verb, one.thing_name, one.by_id) for one in events] == [
        ("updated", AUDIT, manager.pk),
        ("changed", TRAIN, manager.pk),
        ("took into the plan from", f"edited.docx over {plan}", manager.pk),
        ("accepted", "Reading of edited.docx", manager.pk),
    ]


def test_the_file_is_kept_as_it_came(plan):
    data = edited(plan, two_edits)
    proposal = read_over(plan, data, name="back.docx")
    document = Document.objects.get(readings__proposal=proposal)
    with document.file.open() as file:
        assert (file.read(), document.name, document.kind) == (data, "back.docx", "word")


def test_the_whole_of_an_unedited_copy_is_nothing_new(plan):
    for form in ("docx", "xlsx"):
        with pytest.raises(NothingNew, match="says nothing that “Business Plan 2015-18” does not say"):
            read_over(plan, copy_of(plan, form))
    assert Proposal.objects.count() == 0


def test_the_same_edits_in_a_workbook_are_taken_too(plan, acts):
    take(a_proposal(plan, two_edits, form="xlsx", name="edited.xlsx"), acts=acts)
    assert (action(plan, "each nurse").words, action(plan, AUDIT).notes[-1].words) == (
        "Train each nurse",
        "All ten read.",
    )

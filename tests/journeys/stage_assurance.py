"""What assurance has on the journeys' stage: returns, exercises, surveys. `stage` is a stage.Stage."""

import datetime


def return_pages(stage):
    """Two schools are asked twice. The manager writes for one of them; the other's office answers in a journey."""
    from safeboard.assurance import services
    from safeboard.assurance.asking import questions_of
    from safeboard.assurance.models import ProofUse
    from safeboard.assurance.tests import factories as make

    page, by = stage.page, {"by": stage.manager, "at": stage.by["at"]}
    version = schools_audit(stage)
    names = {
        "Harrowmere Infant School": stage.manager.email,
        "Harrow Lane Primary School": "office@harrowlane.example",
    }
    schools = {make.an_agency(name, stage.busy, sector="school"): email for name, email in names.items()}
    last = asked_of(version, schools, "Schools’ audit, the year before", stage)
    for to in last:
        question = questions_of(to)[0]
        proof = {"title": "Safeguarding policy", "name": "policy.txt", "data": b"Read every year."}
        services.prove(to, question, expires_on=stage.today + datetime.timedelta(days=30), **proof, **by)
        make.submitted(to)
    now, _ = asked_of(version, schools, "Schools’ audit", stage, signatures=["Head", "Chair of governors"])
    answers = questions_of(now)
    services.answer(now, answers[1], value="3", words="Known from supervision.", **by)
    services.share(
        now, name="Robin Ash", email="robin@infants.example", standards=[answers[1].standard], **by
    )
    before = next(to for to in last if to.agency_id == now.agency_id)
    step = before.steps.get(what="submitted")
    return {
        "my returns": page("assurance:returns"),
        "return": page("assurance:return", now.pk),
        "standard": page("assurance:return_standard", now.pk, answers[0].standard_id),
        "standard, handed over": page("assurance:return_standard", before.pk, answers[0].standard_id),
        "people in a return": page("assurance:return_people", now.pk),
        "hand on a return": page("assurance:hand_on", now.pk),
        "boards of a return": page("assurance:return_boards", now.pk),
        "hand over a return": page("assurance:hand_over", now.pk),
        "handed over": page("assurance:handed_over", before.pk, step.pk),
        "add evidence": page("assurance:evidence", now.pk, answers[0].pk),
        "renew evidence": page("assurance:renew_evidence", now.pk, ProofUse.objects.get(to=now).pk),
        "return as a sheet": page("assurance:bring_in_sheet", now.pk),
    }


def assurance_pages(stage):
    """A set as a draft and as it was published, an exercise to issue, and a school's return that the board scores."""
    from safeboard.assurance import drafting, services
    from safeboard.assurance.asking import questions_of
    from safeboard.assurance.loading import load
    from safeboard.assurance.models import Return
    from safeboard.assurance.tests import factories as make
    from safeboard.boards.models import SECTORS

    page, slug = stage.page, stage.busy.slug
    outline = load(drafting.sample_bytes("section-11"), frozenset(SECTORS)).outline
    version = make.published(stage.busy, outline)
    draft = services.start_set(stage.busy, make.an_outline(name="A mini audit", kind="mini"), **stage.by)
    waiting = make.an_exercise(version, title="Section 11, next year")
    police = make.an_agency("Harrow Vale Police", stage.busy)
    services.ask_agency(waiting, police, author_name="Lee", author_email="lee@police.example", **stage.by)
    read = Return.objects.filter(state="submitted").first()
    question = questions_of(read)[0]
    services.judge(read, question, board=stage.busy, value="1", why="Nobody could name the lead.", **stage.by)
    services.ask_about(read, question, board=stage.busy, words="Who leads at the second site?", **stage.by)
    letter = services.begin_letter(read, board=stage.busy, **stage.by)
    both = two_boards_ask(stage)
    peer = services.ask_peer(read, board=stage.busy, agency=police, user=stage.manager, **stage.by)
    services.declare_interests(peer, interests="None", **stage.by)
    services.draw_sample(read.exercise, board=stage.busy, size=2, at_random=1, **stage.by)
    mine = Return.objects.get(parts__user=stage.manager, state="submitted")
    promise = {"owner": "Robin Ash", "due": "June 2030"}
    asked = questions_of(mine)[0]
    promised, said = (
        services.add_improvement(mine, asked, words=words, **promise, **stage.by)
        for words in ("Name the lead to all staff", "Put the page where staff find it")
    )
    services.say_done(said, words="The page is on the screens of both sites.", **stage.by)
    of_return, of_exercise = (read.pk, slug), (read.exercise_id, slug)
    return {
        "assurance": page("assurance:assurance", slug),
        "begin a set": page("assurance:start", slug),
        "a set of standards": page("assurance:set", version.set_id),
        "draft of a set": page("assurance:draft", draft.pk),
        "a question of a draft": page("assurance:draft_question", draft.pk) + "?standard=1&question=1.1",
        "a scale of a draft": page("assurance:draft_scale", draft.pk) + "?scale=met",
        "publish a set": page("assurance:publish", draft.pk),
        "prepare an exercise": page("assurance:prepare", slug),
        "exercise to issue": page("assurance:exercise", waiting.pk),
        "issue an exercise": page("assurance:issue", waiting.pk),
        "exercise": page("assurance:exercise", read.exercise_id),
        "all returns": page("assurance:heat_map", *of_exercise),
        "a return as read": page("assurance:moderate", *of_return),
        "a panel": page("assurance:panel", *of_return),
        "score an answer": page("assurance:judge", *of_return, question.pk),
        "raise an action": page("assurance:finding", *of_return, question.pk),
        "send a return back": page("assurance:send_back", *of_return),
        "ask besides": page("assurance:own_question", waiting.pk),
        "ask a peer": page("assurance:ask_peer", *of_return),
        "a return, as a peer": page("assurance:peer", peer.pk),
        "advise as a peer": page("assurance:advise", peer.pk, question.pk),
        "letter": page("assurance:letter", letter.pk),
        "send a letter": page("assurance:send_letter", letter.pk),
        "what boards say": page(
            "assurance:feedback", Return.objects.get(parts__user=stage.manager, state="submitted").pk
        ),
        "whom to visit": page("assurance:visits", *of_exercise),
        "what was promised": page("assurance:improvements", mine.pk),
        "it is done": page("assurance:improvement_done", promised.pk),
        "is it done": page("assurance:look_at_improvement", said.pk, slug),
        "give longer": page("assurance:longer", read.pk),
        **both,
    }


def two_boards_ask(stage):
    """An exercise of two boards that waits to be issued to five agencies."""
    from safeboard.assurance import services
    from safeboard.assurance.tests import factories as make
    from safeboard.boards.models import Board

    other = Board.objects.get(name__startswith="Wetherby")
    version = make.a_version(stage.busy, name="Section 11, short")
    exercise = make.an_exercise(version, other, title="Section 11 of two boards")
    names = ("Harrow Vale Constabulary", "Harrow Vale Health", "Vale Probation", "Vale Housing", "Vale Fire")
    for number, name in enumerate(names):
        agency = make.an_agency(name, stage.busy)
        email = "lee@harrowvale.example" if number == 0 else f"lead{number}@harrowvale.example"
        services.ask_agency(exercise, agency, author_name=f"Author {number}", author_email=email, **stage.by)
    return {
        "two boards, to issue": stage.page("assurance:exercise", exercise.pk),
        "two boards, harrowmere": stage.page("assurance:heat_map", exercise.pk, stage.busy.slug),
        "two boards, wetherby": stage.page("assurance:heat_map", exercise.pk, other.slug),
    }


def schools_audit(stage):
    from safeboard.assurance.outline import QuestionLine, StandardLine
    from safeboard.assurance.tests import factories as make

    first = QuestionLine(
        "1.1",
        "Staff can say who leads on safeguarding.",
        scale="met",
        help="Think of every site.",
        good="A page that staff can find, and what they said when they were asked.",
        evidence_wanted=True,
    )
    outline = make.an_outline(
        first, QuestionLine("1.2", "There is a deputy.", scale="met"), name="Schools’ audit", kind="schools"
    )
    more = QuestionLine(
        "2.1", "References come before a first day.", scale="met", good="Two files that were read."
    )
    outline.standards.append(StandardLine("2", "Staff are recruited safely", questions=[more]))
    return make.published(stage.busy, outline)


def asked_of(version, schools, title, stage, **more):
    """The returns of an exercise that asks these schools, in their order. schools: {agency: its author's address}."""
    from safeboard.assurance import services
    from safeboard.assurance.models import Return
    from safeboard.assurance.tests import factories as make

    exercise = make.an_exercise(version, stage.busy, title=title, **more)
    for school, email in schools.items():
        services.ask_agency(
            exercise, school, author_name="School Office", author_email=email, **make.by_now()
        )
    services.issue(exercise, **make.by_now())
    returns = {
        to.agency: to for to in Return.objects.filter(exercise=exercise).select_related("agency", "exercise")
    }
    return [returns[school] for school in schools]


def survey_pages(stage):
    """A survey as a draft, open in both ways, and one that is over and stands beside an exercise; a visit."""
    from safeboard.assurance.models import Return
    from safeboard.assurance.outline import QuestionLine
    from safeboard.assurance.tests import factories as make
    from safeboard.assurance.tests.survey_cast import a_survey, heard, over, path_to
    from safeboard.assurance.tests.test_visits import visited

    lines = [
        QuestionLine("1.1", "I know who leads on safeguarding where I work.", scale="met"),
        QuestionLine("1.2", "How did you hear of it?", kind="choice", choices=["A briefing", "A colleague"]),
        QuestionLine("1.3", "What would make the largest difference?", kind="text", optional=True),
    ]
    version = make.a_version(stage.busy, *lines, name="Practitioners", kind="questionnaire")
    read = Return.objects.filter(state="submitted").first()
    groups = ["Staff of the first site", "Staff of the second site"]
    draft, waiting = (a_survey(version, *groups, opened=opened) for opened in (False, True))
    once = a_survey(
        version, ("Members", 12, None), ("Officers", 4, None), one_time=True, title="360 of the chair"
    )
    done = a_survey(version, (str(read.agency), 0, read.agency), "Others", exercise=read.exercise)
    mine, others = done.groups.get(agency=read.agency), done.groups.get(agency=None)
    heard(mine, "1", "A briefing", "Time to read what is sent round.", times=6)
    heard(others, "3", "A colleague", "Nothing.", times=2)
    closed = path_to(others)
    over(done)
    visited(read, stage.busy, "1", "2")
    return {
        "prepare a survey": stage.page("assurance:prepare_survey", stage.busy.slug),
        "draft of a survey": draft.get_absolute_url(),
        "survey, open": waiting.get_absolute_url(),
        "survey, each once": once.get_absolute_url(),
        "survey, heard": done.get_absolute_url(),
        "survey to answer": path_to(waiting.groups.first()),
        "survey, over": closed,
        "survey, thanks": stage.page("assurance:thanks"),
        "visit": stage.page("assurance:note_visit", read.pk, stage.busy.slug),
    }


def own_pages(stage):
    """Two of the board's own assessments, the older one closed; in the newer one a descriptor with evidence and a gap."""
    from safeboard.assurance import drafting, own_queries, services
    from safeboard.assurance.loading import load
    from safeboard.assurance.moderation_queries import issues_of
    from safeboard.assurance.tests import factories as make
    from safeboard.boards.models import SECTORS

    version = make.published(
        stage.busy, load(drafting.sample_bytes("inspection"), frozenset(SECTORS)).outline
    )
    before = services.begin_own(version, title="Self-assessment, spring", **stage.by)
    question, more, *_ = (one.question for _, each in own_queries.descriptors_of(before) for one in each)
    judged = {"value": "improve", "words": "Waits were long at two sites.", "sure": "ours"}
    services.judge_own(before, question, **judged, **stage.by)
    services.close_own(before, **stage.by)
    now = services.begin_own(version, title="Self-assessment, autumn", **stage.by)
    services.judge_own(now, question, **judged | {"value": "good", "words": "Waits are half."}, **stage.by)
    services.judge_own(now, more, **judged | {"sure": "belief"}, **stage.by)
    report = {"kind": "Elsewhere", "title": "Data report, quarter 2", "address": "https://example.org/report"}
    services.link_evidence(now, question, **report, **stage.by)
    said = {
        "words": "No child was asked.",
        "issue": issues_of(stage.busy).first(),
        "action": "Ask ten children",
    }
    gap = services.raise_gap(now, question, **said, **stage.by)
    page, slug = stage.page, stage.busy.slug
    return {
        "begin a self-assessment": page("assurance:begin_own", slug),
        "a self-assessment": now.get_absolute_url(),
        "a descriptor": page("assurance:own_descriptor", now.pk, question.pk) + "?find=children",
        "a gap": page("assurance:own_gap", now.pk, question.pk),
        "use as evidence": page("assurance:use_as_evidence", slug) + f"?page={gap.action.get_absolute_url()}",
    }

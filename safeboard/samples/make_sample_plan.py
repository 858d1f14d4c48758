"""Make harrowmere-plan.docx: the business plan of an invented partnership, for trying Safeboard.

    python -m safeboard.samples.make_sample_plan

Harrowmere, its agencies and its groups do not exist. The plan runs from April 2025 to March 2028 and was last
updated in September 2026, so that in the months after it some promises are late, some are ahead, and some have
no day at all.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from safeboard.core.paper.forms import write
from safeboard.plans.notes import split_notes
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine
from safeboard.plans.papers.layout import paper_of

FILE = Path(__file__).with_name("harrowmere-plan.docx")

SCRUTINEER = "Independent Scrutineer"
MANAGER = "Business Manager"
QUALITY = "Quality and Practice Group"
EXPLOITATION = "Exploitation and Missing Group"
NEGLECT = "Neglect and Early Help Group"
VOICE = "Voice and Participation Group"
LEARNING = "Learning and Development Group"
EDUCATION = "Education Reference Group"
HEALTH = "Health Reference Group"
POLICE = "Harrowmere Police"
SOCIAL_CARE = "Children's Social Care"
NURSE = "Designated Nurse"
MASH = "MASH Steering Group"
EXECUTIVE = "Executive Group"


def sample_plan() -> Outline:
    """The plan as an outline."""
    return Outline(
        title="Business Plan 2025-28",
        board="Harrowmere Safeguarding Children Partnership",
        updated=datetime.date(2026, 9, 1),
        updated_written="Updated September 2026",
        starts=datetime.date(2025, 4, 1),
        ends=datetime.date(2028, 3, 31),
        legend={"red": "Off target", "amber": "On target", "green": "Complete"},
        purpose=[
            "The partnership brings together the council, the police, the health service, schools, colleges and "
            "voluntary organisations in Harrowmere. Together we check that children are kept safe, and we put "
            "right what is not working.",
            "This plan says what we have promised to do, who will do it and by when. It is updated before each "
            "meeting of the Executive Group and published on our website.",
        ],
        columns={
            "issue": "Issue",
            "lead": "Sub group or Lead",
            "action": "Action",
            "due": "Completion Date",
            "revised": "Revised Date",
            "progress": "Progress (RAG)",
        },
        priorities=[_harm_outside_home(), _neglect(), _voice(), _learning()],
    )


def main() -> None:
    FILE.write_bytes(write(paper_of(sample_plan()), "docx"))
    print(f"{FILE.name}: {len(sample_plan().actions)} actions")


def _priority(number: str, title: str, aim: str, outcomes: list[str], issues: list[IssueLine], focus=()):
    return PriorityLine(
        title=title, number=number, aim=aim, focus=list(focus), outcomes=outcomes, issues=issues
    )


def _issue(number: str, words: str, *actions: ActionLine, new: bool = False, added: str = "") -> IssueLine:
    return IssueLine(
        words=words, number=number, number_written=True, new=new, added=added, actions=list(actions)
    )


def _action(
    words: str, *leads: str, due: str = "", rating: str = "", progress: str = "", **more
) -> ActionLine:
    """progress: the notes as typed, a line each."""
    return ActionLine(
        words=words, leads=list(leads), due=due, rating=rating, notes=split_notes(progress), **more
    )


def _harm_outside_home() -> PriorityLine:
    return _priority(
        "1",
        "Children are safer outside the home",
        "We will work together to find and disrupt those who harm children, and to support children and families "
        "early. This priority is about:",
        [
            "Children at risk of exploitation are noticed sooner and get help that lasts",
            "Every child who goes missing is offered a conversation with someone they trust when they return",
            "Adults in parks, shops, transport and takeaways know what to look for and whom to call",
        ],
        [
            _issue(
                "1",
                "Know how many children are being exploited, where and by whom",
                _action(
                    "Agree one data set on exploitation between police, social care, health and schools",
                    EXPLOITATION,
                    POLICE,
                    due="End of Nov 2025",
                    rating="green",
                    progress="Update December 2025: Data set agreed and signed off by all four agencies.\n"
                    "Update March 2026: First joint report received. It has changed where outreach workers go.",
                ),
                _action(
                    "Bring a profile of exploitation in Harrowmere to the Executive Group each quarter",
                    EXPLOITATION,
                    due="Quarterly",
                    rating="amber",
                    progress="Update March 2026: Profile discussed. Members asked for more on boys.\n"
                    "Update September 2026: Profile discussed; it now covers boys and online harm.",
                ),
                _action(
                    "Map the places where children say they do not feel safe, and share the map with district councils",
                    EXPLOITATION,
                    VOICE,
                    due="Dec 2026",
                    progress="Not due",
                    new=True,
                ),
            ),
            _issue(
                "2",
                "Children who go missing are listened to when they come back",
                _action(
                    "Offer every child a return home interview within 72 hours",
                    SOCIAL_CARE,
                    due="Mar-26",
                    rating="red",
                    progress="Update December 2025: 61% were offered an interview in time.\n"
                    "Update March 2026: 68%. Two posts are vacant. Date moved to September.\n"
                    "Update September 2026: 74%. Posts are now filled; the target is still not met.",
                    revised="Sept 2026",
                ),
                _action(
                    "Use what children say in those interviews in the quarterly report",
                    EXPLOITATION,
                    due="Jun-26",
                    rating="amber",
                    progress="Update March 2026: Draft report shows three themes: transport, friends and sleep.",
                ),
            ),
            _issue(
                "3",
                "Deliver the exploitation strategy",
                _action(
                    "Refresh the strategy with young people and parents",
                    EXPLOITATION,
                    due="First review Dec 25, refresh in June 26",
                    rating="amber",
                    progress="Update December 2025: First review finished.\n"
                    "Update March 2026: Two workshops held with parents, one with young people.",
                ),
                _action(
                    "Check that staff understand the strategy and can say what they do differently",
                    QUALITY,
                    due="Reviewed annually – March 2027",
                    rating="amber",
                    progress="Action plan looked at by the group at each meeting.\n"
                    "Update March 2026: Survey of 140 staff. Most could name the pathway; a third had not used it.",
                ),
            ),
            _issue(
                "4",
                "Reach people who see children in public places",
                _action(
                    "Run a campaign with hotels, taxi firms and takeaways",
                    POLICE,
                    "Licensing Team",
                    due="Spring 2026",
                    rating="green",
                    progress="Update May 2026: 92 businesses visited. Calls to the advice line doubled in the month after.",
                ),
                _action(
                    "Repeat the visits with a young person's questions in hand",
                    VOICE,
                    due="2026-27",
                    progress="Not due",
                    new=True,
                ),
                added="include railway and bus companies",
            ),
            _issue(
                "5",
                "Keep children safer online",
                _action(
                    "Ask every school how it filters and monitors, as part of the yearly safeguarding return",
                    EDUCATION,
                    due="Autumn term 2026",
                    rating="amber",
                    progress="Update September 2026: Questions agreed with head teachers and sent out.",
                ),
                _action(
                    "Write a short guide for parents on private messaging", EDUCATION, due="By 31 March 2027"
                ),
                new=True,
            ),
        ],
        focus=[
            "Criminal exploitation",
            "Sexual exploitation",
            "Children who go missing",
            "Harm online",
            "Serious youth violence",
        ],
    )


def _neglect() -> PriorityLine:
    return _priority(
        "2",
        "Neglect is seen early and acted on",
        "Neglect is the most common reason for a child protection plan in Harrowmere. We want families to be helped "
        "sooner, by people who know them.",
        [
            "Practitioners recognise neglect and can say what it is like for the child",
            "Families get help before problems grow",
            "Fewer children have a second plan because of neglect",
        ],
        [
            _issue(
                "1",
                "Use one way of describing neglect across all agencies",
                _action(
                    "Choose an assessment tool and try it in two localities",
                    NEGLECT,
                    due="Sep-25",
                    rating="green",
                    progress="Update September 2025: Tool chosen.\n"
                    "Update December 2025: Trial ended. Health visitors found it too long, so it was shortened.",
                ),
                _action(
                    "Train 400 practitioners to use it",
                    LEARNING,
                    due="July 2026",
                    rating="amber",
                    progress="Update March 2026: 180 trained.\n"
                    "Update September 2026: 355 trained. Two more dates arranged for the autumn.",
                    revised="November 2026",
                ),
                _action(
                    "Audit twenty children's records to see whether the tool has changed what happens",
                    QUALITY,
                    due="February or March 2027",
                ),
            ),
            _issue(
                "2",
                "Families can find early help without being passed around",
                _action(
                    "Put all early help services in one directory",
                    NEGLECT,
                    "Harrowmere Voluntary Action",
                    due="Oct-25",
                    rating="green",
                    progress="Update December 2025: Directory opened in October.\n"
                    "Update March 2026: 3,100 visits. Parents helped to rewrite the first page.",
                ),
                _action("Keep watching the effect of early help", NEGLECT, due="Ongoing", rating="amber"),
                _action(
                    "Look again at thresholds once the new family help teams have settled in",
                    EXECUTIVE,
                    due="Once the family help teams have been in place for six months",
                    progress="Update September 2026: Teams began work in July.",
                ),
            ),
            _issue(
                "3",
                "The front door works well for children",
                _action(
                    "Carry out a joint review of decisions made in the MASH",
                    MASH,
                    SCRUTINEER,
                    due="15 October 2026",
                    rating="amber",
                    progress="Update September 2026: Reviewers named; records chosen at random.",
                ),
                _action(
                    "Tell people who refer a child what was decided, every time",
                    MASH,
                    SOCIAL_CARE,
                    due="Jan-26",
                    rating="red",
                    progress="Update March 2026: Feedback was given for 52% of referrals. New date of June requested.\n"
                    "Update September 2026: 63%. Automatic letters are held up by the change of case system.",
                    revised="June 2026",
                ),
                _action(
                    "Give schools a named person to talk to in the MASH",
                    MASH,
                    EDUCATION,
                    due="Sept 2025",
                    rating="green",
                    progress="Update September 2025: In place from the first day of term.",
                ),
            ),
            _issue(
                "4",
                "Children living with parents' drinking, drug use, poor mental health or domestic abuse",
                _action(
                    "Agree with adult services how they will ask about children, and check that they do",
                    HEALTH,
                    "Adult Services",
                    due="Mar-27",
                    rating="amber",
                    progress="Update March 2026: Questions added to two of the three record systems.",
                ),
                _action("Bring together what we know from the past three reviews", QUALITY, rating="green"),
            ),
        ],
    )


def _voice() -> PriorityLine:
    return _priority(
        "3",
        "Children and families are heard",
        "We will ask children and families what they think, tell them what we did about it, and change things because "
        "of it.",
        [
            "Children say that they were listened to",
            "Each agency can show something it changed because of what children said",
        ],
        [
            _issue(
                "1",
                "Young people help to run the partnership",
                _action(
                    "Recruit six young advisers and agree with them how they want to work",
                    VOICE,
                    due="Feb-26",
                    rating="green",
                    progress="Update March 2026: Seven advisers have joined. They chose to meet every six weeks.",
                ),
                _action(
                    "Have young advisers question the Executive Group once a year",
                    VOICE,
                    EXECUTIVE,
                    due="Annually – November 2026",
                    rating="amber",
                    progress="Update September 2026: Advisers are writing their questions for November.",
                ),
            ),
            _issue(
                "2",
                "Children's own words are in records and reports",
                _action(
                    "Audit thirty records in six agencies for the voice of the child",
                    QUALITY,
                    due="Dec-25",
                    rating="green",
                    progress="Update December 2025: Audit finished. Good practice with older children; weaker for "
                    "children under five and for disabled children.",
                ),
                _action(
                    "Put right what the audit found about younger and disabled children",
                    HEALTH,
                    LEARNING,
                    due="Sept 26",
                    rating="red",
                    progress="Update March 2026: Training on observing young children planned for May.\n"
                    "Update September 2026: Training put off; no trainer has been found yet.",
                ),
                _action("Repeat the audit", QUALITY, due="2027", new=True),
            ),
            _issue(
                "3",
                "Parents understand what is happening at a child protection conference",
                _action(
                    "Rewrite the leaflets in plain English, and in the five languages most used in Harrowmere",
                    SOCIAL_CARE,
                    due="June 2026",
                    rating="amber",
                    progress="Update March 2026: English version agreed with parents.\n"
                    "Update September 2026: Three of five translations are ready.",
                ),
                _action(
                    "Ask parents for their views after each conference and report twice a year",
                    SOCIAL_CARE,
                    SCRUTINEER,
                    due="Ongoing",
                    progress="A short form is in use and is handed out by the chair.",
                ),
            ),
            _issue(
                "4",
                "Tell children and the public what we do",
                _action(
                    "Build a new website with pages made by young people",
                    MANAGER,
                    VOICE,
                    due="Summer 2027",
                    progress="Not due",
                ),
                new=True,
            ),
        ],
    )


def _learning() -> PriorityLine:
    return _priority(
        "4",
        "A partnership that learns and checks",
        "We will know how well each agency keeps children safe, learn quickly when something goes wrong, and be honest "
        "about what has not changed.",
        [
            "Learning from reviews reaches practitioners within three months",
            "Training makes a difference that people can see in practice",
            "Agencies ask each other hard questions and answer them",
            "The partnership's own arrangements are clear and are followed",
        ],
        [
            _issue(
                "1",
                "Every agency gives assurance of its safeguarding",
                _action(
                    "Complete the section 11 audit and hold a challenge day",
                    QUALITY,
                    MANAGER,
                    due="Jan-26",
                    rating="green",
                    progress="Update March 2026: All 19 agencies answered. Challenge day held on 22 January.",
                ),
                _action(
                    "Follow up each agency's actions from the challenge day",
                    MANAGER,
                    due="Sept 2026",
                    rating="amber",
                    progress="Update September 2026: 14 agencies have replied; five have been reminded.",
                ),
                _action(
                    "Collect the yearly safeguarding return from schools and colleges",
                    EDUCATION,
                    due="Autumn 2026",
                    rating="amber",
                    progress="Update September 2026: Sent to all 131 schools and colleges.",
                ),
            ),
            _issue(
                "2",
                "Learning from reviews is used",
                _action(
                    "Publish a seven-minute briefing within a month of each review",
                    LEARNING,
                    due="Ongoing",
                    rating="amber",
                    progress="Update December 2025: Two briefings published.\n"
                    "Update September 2026: Three more published; one was late by two weeks.",
                ),
                _action(
                    "Ask managers, six months later, what has changed",
                    QUALITY,
                    LEARNING,
                    due="Dec 2026",
                ),
            ),
            _issue(
                "3",
                "Training is good and reaches the right people",
                _action(
                    "Set out which training each role needs, including for volunteers",
                    LEARNING,
                    due="Nov-25",
                    rating="green",
                    progress="Update December 2025: Agreed and on the website.",
                ),
                _action(
                    "Ask people three months after a course what they do differently",
                    LEARNING,
                    due="Jun-26",
                    rating="amber",
                    progress="Update March 2026: Questions written.\n"
                    "Update September 2026: First answers are in: 48 of 120 people replied.",
                ),
                _action(
                    "Check the quality of training that agencies give their own staff",
                    LEARNING,
                    NURSE,
                    due="31/03/2027",
                ),
            ),
            _issue(
                "4",
                "Our own arrangements",
                _action(
                    "Publish the yearly report",
                    MANAGER,
                    SCRUTINEER,
                    due="Reviewed annually – September 2026",
                    rating="green",
                    progress="Update September 2026: Agreed by the Executive Group on 9 September and published.",
                ),
                _action(
                    "Review how the partnership is paid for",
                    EXECUTIVE,
                    due="Q3 2026/27",
                    rating="amber",
                    progress="Update September 2026: First figures shared between the three statutory partners.",
                ),
                _action(
                    "Write down how partners raise and settle a disagreement about a child",
                    QUALITY,
                    due="May 2026",
                    rating="red",
                    progress="Update March 2026: Draft sent to agencies.\n"
                    "Update September 2026: Two agencies have not agreed the draft. Taken to the scrutineer.",
                ),
            ),
        ],
    )


if __name__ == "__main__":
    main()

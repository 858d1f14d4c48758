"""The pages on which a file is read over a plan, and what it proposes is taken or left."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone

from safeboard.core.reading.blocks import Unreadable
from safeboard.plans import access, reading_over, services
from safeboard.plans.forms.proposing import FINISH, LEAVE, GoThroughForm, ReadOverForm
from safeboard.plans.forms.telling import refuse
from safeboard.plans.going_through import GoingThrough
from safeboard.plans.offers import offers_of
from safeboard.plans.services.proposing import ANSWERED, FINISHED
from safeboard.plans.shelf import answers_of
from safeboard.plans.views.shaping import acts, read_or_send, sent, show


@read_or_send
def read_over(request, pk):
    plan = access.plan_to_read_over(request.user, pk)
    form = ReadOverForm(request.POST, request.FILES) if request.method == "POST" else ReadOverForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect(reading_over.read_over(plan, file.read(), name=file.name, **acts(request)))
        except reading_over.ReadAlready as before:
            messages.warning(request, str(before))
            return redirect(before.proposal)
        except ValidationError as refusal:
            refuse(form, refusal)
        except (Unreadable, reading_over.Stranger, reading_over.NothingNew) as refused:
            form.add_error("file", str(refused))
    return show(request, "plans/proposing/read_over.html", form, {"board": plan.board, "plan": plan})


@read_or_send
def proposal(request, pk):
    found = access.proposal_for(request.user, pk)
    context = {"board": found.plan.board, "plan": found.plan, "proposal": found}
    if found.reading.state != found.reading.State.DRAFT:
        return settled(request, found, context)
    form = GoThroughForm(sent(request), page=page_of(request, found))
    if form.answered_already:
        messages.warning(request, ANSWERED)
        return redirect(found)
    if form.is_valid() and done(request, found, form):
        return redirect(found)
    return show(request, "plans/proposing/proposal.html", form, context | {"page": form.page})


def page_of(request, proposal):
    """The page of its things that the address names, as the plan stands now."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    return GoingThrough(offers_of(proposal, day=timezone.localdate()), page=number)


def done(request, proposal, form):
    """Whether to go on. What is refused stands on the form, unless that shows what the plan does not say any more."""
    chosen = form.chosen()
    try:
        if form.do_what == FINISH:
            services.finish_proposal(proposal, **acts(request))
            messages.success(request, "You have finished with this file. What was not taken was left.")
        elif form.do_what == LEAVE:
            answers = services.leave_proposed(proposal, chosen=chosen, **acts(request))
            messages.success(request, f"{how_many(answers)} left: the plan stays as it is there.")
        else:
            answers = services.take_proposed(proposal, chosen=chosen, words=form.words(), **acts(request))
            messages.success(request, f"{how_many(answers)} taken into the plan.")
    except services.ChangedMeanwhile as meanwhile:
        messages.warning(request, meanwhile.message)
    except ValidationError as refusal:
        refuse(form, refusal)
    return not form.errors


def how_many(answers):
    return "1 thing was" if len(answers) == 1 else f"{len(answers):,} things were"


def settled(request, proposal, context):
    """What became of it; after a second press of the button, too."""
    if request.method == "POST":
        messages.warning(request, FINISHED)
        return redirect(proposal)
    answers = answers_of(proposal)
    said = {"answers": answers, "taken": sum(answer.taken for answer in answers)}
    return render(request, "plans/proposing/settled.html", context | said)

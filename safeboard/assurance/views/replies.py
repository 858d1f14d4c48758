"""The page behind an address of a survey: no account, no session, no cookie, and nothing kept of who came."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeboard.assurance import services
from safeboard.assurance import survey_queries as queries
from safeboard.assurance.forms.surveys import ReplyForm
from safeboard.assurance.services.surveying import OVER, USED
from safeboard.core.limits import TooMany, count_from, count_unknown

REPLIES = 30
"""In a minute from one address on the network: a whole office may share one."""
NOT_KNOWN = (
    "This address is not one of a survey, or not the whole of one. Copy it again from where you had it."
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, token):
    address = queries.address_of(token)
    today = timezone.localdate()
    if why := _why_not(request, address, today):
        return render(request, "assurance/surveys/not_now.html", {"why": why, "address": address}, status=410)
    survey, group = address.group.survey, address.group
    data = request.POST if request.method == "POST" else None
    form = ReplyForm(data, standards=queries.questions_by_standard(group))
    if form.is_valid():
        try:
            count_from(request, "survey", REPLIES)
            services.reply(address, form.answers, key=form.cleaned_data["key"], today=today)
            return redirect("assurance:thanks")
        except ValidationError as refused:
            form.refuse(refused)
        except TooMany as many:
            form.add_error(None, str(many))
    context = {"survey": survey, "group": group, "form": form}
    return render(request, "assurance/surveys/reply.html", context, status=400 if form.is_bound else 200)


def _why_not(request, address, today):
    """Why nothing can be answered here, or ""."""
    if address is None:
        try:
            count_unknown(request)
        except TooMany as many:
            return str(many)
        return NOT_KNOWN
    if not address.group.survey.takes_replies(today):
        return OVER
    return USED if address.used else ""


@login_not_required
@require_safe
def thanks(request):
    return render(request, "assurance/surveys/thanks.html")

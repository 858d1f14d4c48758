"""Sending somebody to their council's own sign-on.

By a page and not a redirect: a form of ours may only lead to us (`form-action 'self'`), also by way of a redirect.
"""

import logging

from allauth.socialaccount.adapter import get_adapter
from django.shortcuts import render
from requests import RequestException

log = logging.getLogger(__name__)


def start_sign_on(view, form, sign_on):
    """The page that leads there, or the form again where the sign-on does not answer."""
    provider = get_adapter(view.request).get_provider(view.request, provider=sign_on.id)
    try:
        away = provider.redirect(
            view.request,
            process="login",
            next_url=view.get_next_url(),
            auth_params={"login_hint": form.cleaned_data["email"]},
        )
    except (RequestException, ValueError, KeyError) as error:
        log.warning("The sign-on %s does not answer: %s", sign_on.id, error)
        form.add_error("email", f"{sign_on.name}’s sign-on does not answer. Try again in a few minutes.")
        return view.form_invalid(form)
    context = {"sign_on": sign_on, "address": away.url}
    return render(view.request, "people/off_to_sign_on.html", context)

"""What machines ask of a host: whether it lives, whether it can answer, and figures. Nobody signs in for it.

Answered before the name of the host is looked at, since a load balancer asks by the number of the machine; without a session and
without a cookie. Whether a worker is at work is told, and does not take a web host out: pages are answered without one.
"""

import hmac

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from safeboard.home import figures, health


class ProbesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        probe = PROBES.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        answer = (
            probe(request) if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(["GET", "HEAD"])
        )
        answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"] = "no-store", "nosniff"
        return answer


def live(request):
    """The process answers. Nothing else is asked, so that a database that is away does not get every host killed."""
    return HttpResponse("alive\n", content_type="text/plain")


def ready(request):
    """Whether pages can be answered: 503 and why where they cannot."""
    faults = health.why_not_ready()
    said = {"ready": not faults, "faults": faults}
    if not faults:
        said["work_late_seconds"] = round(health.work_late(at=timezone.now()).total_seconds())
    return JsonResponse(said, status=503 if faults else 200)


def metrics(request):
    """Figures for Prometheus, for whoever has the token. Without SAFEBOARD_METRICS_TOKEN there are none: 404."""
    if not settings.METRICS_TOKEN:
        return HttpResponse("SAFEBOARD_METRICS_TOKEN is not set.\n", status=404, content_type="text/plain")
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(sent.encode(), settings.METRICS_TOKEN.encode()):
        answer = HttpResponse("Send the token as a bearer.\n", status=401, content_type="text/plain")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    return HttpResponse(figures.all_of_them(at=timezone.now()), content_type=figures.KIND)


PROBES = {"/health/live": live, "/health/ready": ready, "/metrics": metrics}

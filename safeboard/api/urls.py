from django.urls import path

from safeboard.api import views
from safeboard.api.endpoints import api

app_name = "api"
reading, ninja, _ = api.urls
for pattern in reading:
    pattern.callback.login_required = False  # a token lets in here, and a session never does

urlpatterns = [
    path("api/", views.about, name="about"),
    path("api/", (reading, ninja, "read")),
    path("api/<path:rest>", views.nowhere, name="nowhere"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", views.revoke_token, name="revoke_token"),
    path("boards/<slug:slug>/tokens/", views.board_tokens, name="board_tokens"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/<int:pk>/revoke/", views.revoke_calendar, name="revoke_calendar"),
    # Whoever holds the address: see core/secret_addresses.py, which keeps it out of what is logged.
    path("calendar/<str:secret>.ics", views.feed, name="feed"),
]

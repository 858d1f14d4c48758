from django.urls import path

from safeboard.rounds.views import links, rounds

app_name = "rounds"
urlpatterns = [
    path("boards/<slug:slug>/rounds/", rounds.rounds, name="rounds"),
    path("boards/<slug:slug>/rounds.<slug:kind>", rounds.rounds_list, name="rounds_list"),
    path("boards/<slug:slug>/rounds/open/", rounds.open_round, name="open"),
    path("rounds/<int:pk>/", rounds.round, name="round"),
    path("rounds/<int:pk>/actions.<slug:kind>", rounds.rows_list, name="rows_list"),
    path("rounds/<int:pk>/people.<slug:kind>", rounds.people_list, name="people_list"),
    path("rounds/<int:pk>/close/", rounds.close, name="close"),
    path("rounds/<int:pk>/ask-newcomers/", rounds.ask_newcomers, name="ask_newcomers"),
    path("rounds/people/<int:pk>/revoke/", rounds.revoke, name="revoke"),
    path("rounds/people/<int:pk>/new-link/", rounds.new_link, name="new_link"),
    path("rounds/replies/<int:pk>/", rounds.reply, name="reply"),
    # Whoever holds the link: no account, no session. The path is outbox.links.LINK_PATH.
    path("r/<str:token>/", links.tasks, name="link"),
    path("r/<str:token>/<int:pk>/", links.answer, name="answer"),
    path("r/<str:token>/<int:pk>/typing/", links.typing, name="typing"),
    path("r/<str:token>/not-me/", links.not_me, name="not_me"),
    path("r/<str:token>/no-reminders/", links.no_reminders, name="no_reminders"),
]

from django.urls import include, path

urlpatterns = [
    path("", include("safeboard.home.urls")),
    path("", include("safeboard.people.urls")),
    path("", include("safeboard.boards.urls")),
    path("", include("safeboard.people.allauth_urls")),
    path("", include("safeboard.outbox.urls")),
    path("", include("safeboard.plans.urls")),
    path("", include("safeboard.rounds.urls")),
    path("", include("safeboard.api.urls")),
    path("", include("safeboard.assurance.urls")),
    path("", include("safeboard.papers.urls")),
    path("", include("safeboard.privacy.urls")),
]
handler400 = "safeboard.core.views.bad_request"
handler403 = "safeboard.core.views.refused"
handler404 = "safeboard.core.views.not_found"
handler500 = "safeboard.core.views.failed"
handler429 = "safeboard.core.views.too_many"

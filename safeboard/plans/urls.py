from django.urls import path

from safeboard.plans import views

app_name = "plans"
urlpatterns = [
    path("boards/<slug:slug>/", views.board, name="board"),
    path("boards/<slug:slug>/bring-in/", views.bring_in, name="bring_in"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/paper.<slug:kind>", views.paper, name="paper"),
    path("plans/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("actions/<int:pk>/", views.action, name="action"),
    path("readings/<int:pk>/", views.reading, name="reading"),
]

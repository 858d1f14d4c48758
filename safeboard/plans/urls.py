from django.urls import path

from safeboard.plans.views import plan

app_name = "plans"
urlpatterns = [
    path("boards/<slug:slug>/", plan.board, name="board"),
    path("boards/<slug:slug>/bring-in/", plan.bring_in, name="bring_in"),
    path("plans/<int:pk>/", plan.plan, name="plan"),
    path("plans/<int:pk>/paper.<slug:kind>", plan.paper, name="paper"),
    path("plans/<int:pk>/withdraw/", plan.withdraw, name="withdraw"),
    path("actions/<int:pk>/", plan.action, name="action"),
    path("readings/<int:pk>/", plan.reading, name="reading"),
]

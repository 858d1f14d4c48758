from django.urls import path

from safeboard.plans.views import dating, looking, plan, shaping, telling

app_name = "plans"
urlpatterns = [
    path("boards/<slug:slug>/", plan.board, name="board"),
    path("my-work/", looking.my_work, name="my_work"),
    path("boards/<slug:slug>/chair/", looking.chairs_view, name="chairs_view"),
    path("boards/<slug:slug>/bring-in/", plan.bring_in, name="bring_in"),
    path("plans/<int:pk>/", plan.plan, name="plan"),
    path("plans/<int:pk>/compare/", looking.compare, name="compare"),
    path("plans/<int:pk>/paper.<slug:kind>", plan.paper, name="paper"),
    path("plans/<int:pk>/withdraw/", plan.withdraw, name="withdraw"),
    path("plans/<int:pk>/change/", shaping.change_plan, name="change_plan"),
    path("plans/<int:pk>/adopt/", shaping.adopt, name="adopt"),
    path("parts/<slug:above>/<int:pk>/add-<slug:kind>/", shaping.add, name="add_part"),
    path("parts/<slug:kind>/<int:pk>/", shaping.part, name="part"),
    path("parts/<slug:kind>/<int:pk>/change/", shaping.change, name="change_part"),
    path("parts/<slug:kind>/<int:pk>/move/", shaping.move, name="move_part"),
    path("parts/<slug:kind>/<int:pk>/drop/", shaping.drop, name="drop_part"),
    path("parts/<slug:kind>/<int:pk>/take-up/", shaping.take_up, name="take_up_part"),
    path("actions/<int:pk>/", plan.action, name="action"),
    path("actions/<int:pk>/tell/", telling.tell, name="tell"),
    path("actions/<int:pk>/typing/", telling.typing, name="typing"),
    path("actions/<int:pk>/rate/", telling.rate, name="rate"),
    path("actions/<int:pk>/assure/", telling.assure, name="assure"),
    path("actions/<int:pk>/difference/", telling.difference, name="difference"),
    path("actions/<int:pk>/new-date/", dating.ask, name="ask_date"),
    path("actions/<int:pk>/move-date/", dating.move, name="move_date"),
    path("actions/<int:pk>/first-date/", dating.first_date, name="first_date"),
    path("actions/<int:pk>/steps/<int:position>/", dating.step, name="step"),
    path("actions/<int:pk>/next-check/", dating.check, name="next_check"),
    path("updates/<int:pk>/correct/", telling.correct, name="correct"),
    path("evidence/<int:pk>/", telling.evidence, name="evidence"),
    path("dates-asked-for/<int:pk>/", dating.answer, name="answer_date"),
    path("boards/<slug:slug>/dates/", dating.asked_for, name="dates"),
    path("readings/<int:pk>/", plan.reading, name="reading"),
]

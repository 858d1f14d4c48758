from django.urls import path

from safeboard.home import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("boards/", views.boards, name="boards"),
]

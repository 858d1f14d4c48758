from django.urls import path

from safeboard.outbox import views

app_name = "outbox"
urlpatterns = [
    path("boards/<slug:slug>/messages/", views.messages, name="messages"),
    path("boards/<slug:slug>/messages.<slug:kind>", views.messages_list, name="messages_list"),
    path("messages/<int:pk>/", views.message, name="message"),
    path("messages/<int:pk>/stop/", views.stop, name="stop"),
    path("messages/<int:pk>/send-again/", views.send_again, name="send_again"),
    path("outbox/", views.in_the_folder, name="folder"),
    path("outbox/<str:name>/", views.mail_in_the_folder, name="mail"),
]

from django.urls import path

from safeboard.privacy import views

app_name = "privacy"
urlpatterns = [
    path("your-details/", views.yours, name="yours"),
    path("boards/<slug:slug>/peoples-data/", views.people, name="people"),
    path("boards/<slug:slug>/peoples-data/<int:pk>/", views.person, name="person"),
    path("boards/<slug:slug>/peoples-data/<int:pk>/erase/", views.erase, name="erase"),
]

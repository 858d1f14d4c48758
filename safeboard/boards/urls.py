from django.urls import path

from safeboard.boards import views

app_name = "boards"
urlpatterns = [
    path("boards/<slug:slug>/people/", views.people, name="people"),
    path("boards/<slug:slug>/people.<slug:kind>", views.people_list, name="people_list"),
    path("boards/<slug:slug>/people/invite/", views.invite, name="invite"),
    path("boards/<slug:slug>/my-seat/", views.my_seat, name="my_seat"),
    path("boards/<slug:slug>/leads/", views.leads, name="leads"),
    path("boards/<slug:slug>/leads.<slug:kind>", views.leads_list, name="leads_list"),
    path("boards/<slug:slug>/meetings/", views.meetings, name="meetings"),
    path("boards/<slug:slug>/meetings.<slug:kind>", views.meetings_list, name="meetings_list"),
    path("boards/<slug:slug>/meetings/add/", views.add_meeting, name="add_meeting"),
    path("boards/<slug:slug>/glossary/", views.glossary, name="glossary"),
    path("boards/<slug:slug>/glossary.<slug:kind>", views.glossary_list, name="glossary_list"),
    path("boards/<slug:slug>/glossary/add/", views.add_term, name="add_term"),
    path("boards/<slug:slug>/settings/", views.settings, name="settings"),
    path("boards/<slug:slug>/settings/themes/", views.themes, name="themes"),
    path("seats/<int:pk>/", views.change_seat, name="seat"),
    path("seats/<int:pk>/end/", views.end_seat, name="end_seat"),
    path("seats/<int:pk>/invite-again/", views.invite_again, name="invite_again"),
    path("leads/<int:pk>/", views.lead, name="lead"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("terms/<int:pk>/strike/", views.strike_term, name="strike_term"),
]

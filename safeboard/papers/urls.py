from django.urls import path

from safeboard.papers import views

app_name = "papers"
urlpatterns = [
    path("boards/<slug:slug>/papers/", views.papers, name="papers"),
    path("boards/<slug:slug>/papers/prepare/", views.prepare, name="prepare"),
    path("boards/<slug:slug>/papers/prepare/<slug:kind>/", views.prepare_kind, name="prepare_kind"),
    path("boards/<slug:slug>/papers/look/", views.style, name="style"),
    path("papers/<int:pk>/", views.paper, name="paper"),
    path("papers/<int:pk>/change/", views.change, name="change"),
    path("papers/<int:pk>/draft.<slug:form>", views.look, name="look"),
    path("papers/<int:pk>/issue/", views.issue, name="issue"),
    path("papers/<int:pk>/discard/", views.discard, name="discard"),
    path("papers/<int:pk>/replace/", views.replace, name="replace"),
    path("papers/<int:pk>/issued.<slug:form>", views.file, name="file"),
    path("papers/<int:pk>/again.<slug:form>", views.again, name="again"),
]

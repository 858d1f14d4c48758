from django.urls import path

from safeboard.people import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-in/password/", views.SignInWithPassword.as_view(), name="sign_in_with_password"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("your-account/", views.account_page, name="account"),
    path("your-account/second-factor/", views.second_factor, name="second_factor"),
]

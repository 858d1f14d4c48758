from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.utils.decorators import method_decorator

from safeboard.people.forms import SignInForm


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    authentication_form = SignInForm
    template_name = "people/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    http_method_names = ["post", "options"]

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """One sentence for every refusal, so that nobody learns which addresses have an account."""

    error_messages = {
        "invalid_login": "Enter the e-mail address and password you were given. Passwords mind capital letters.",
        "inactive": "Enter the e-mail address and password you were given. Passwords mind capital letters.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"] = forms.EmailField(
            label="E-mail address",
            widget=forms.EmailInput(attrs={"autocomplete": "username"}),
            error_messages={
                "required": "Enter your e-mail address",
                "invalid": "Enter an e-mail address like name@example.org",
            },
        )
        self.fields["password"].error_messages["required"] = "Enter your password"

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, ReauthenticateForm, RequestLoginCodeForm
from allauth.mfa.base import forms as factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms

LIKE = "Enter an e-mail address like name@example.org"


def email_field():
    return forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": LIKE,
            "max_length": LIKE,
        },
    )


def code_field(label, hint):
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": "Enter the code"},
    )


def password_field():
    return forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )


class AddressForm(RequestLoginCodeForm):
    email = email_field()

    def clean_email(self):
        self.cleaned_data["email"] = self.cleaned_data["email"].lower()
        return super().clean_email()


class PasswordForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(login=email_field(), password=password_field())

    def clean_login(self):
        return super().clean_login().lower()


class EmailCodeForm(ConfirmLoginCodeForm):
    code = code_field("Code", "Eight letters, such as BCDF-GHJK. Capital letters and hyphens do not matter.")


class SecondFactorForm(factor.AuthenticateForm):
    code = code_field("Code", "The six figures your app shows now, or one of your recovery codes.")


class ConfirmCodeForm(factor.ReauthenticateForm):
    code = code_field("Code", "The six figures your app shows now, or one of your recovery codes.")


class ConfirmPasswordForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field()


class AppForm(ActivateTOTPForm):
    code = code_field("Code from the app", "Six figures. A new code is shown every half minute.")


class PasskeyForm(AddWebAuthnForm):
    """Always one that can sign somebody in by itself: `passwordless` is not a question to put to a person."""

    name = forms.CharField(
        label="A name for it",
        help_text="So that you can tell it from others, such as “Work laptop”.",
        max_length=60,
        required=False,
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

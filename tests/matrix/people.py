from tests.matrix.cast import ONLY_READ, anyone, signed_in

NOT_HERE = signed_in(404)

EXPECTED = {
    ("people:sign_in", "GET"): signed_in(302, signed_out=200),
    ("people:sign_in", "POST"): signed_in(302, signed_out=400),
    ("people:sign_in_with_password", "GET"): signed_in(302, signed_out=200),
    ("people:sign_in_with_password", "POST"): signed_in(302, signed_out=400),
    ("people:sign_out", "GET"): signed_in(405),
    ("people:sign_out", "POST"): signed_in(302),
    ("people:account", "GET"): signed_in(200),
    ("people:account", "POST"): ONLY_READ,
    ("people:second_factor", "GET"): signed_in(200),
    ("people:second_factor", "POST"): ONLY_READ,
    # allauth's, each a page of ours
    ("account_login", "GET"): signed_in(302, signed_out=200),
    ("account_login", "POST"): signed_in(302, signed_out=400),
    ("account_request_login_code", "GET"): signed_in(302, signed_out=200),
    ("account_request_login_code", "POST"): signed_in(302, signed_out=400),
    ("account_confirm_login_code", "GET"): anyone(302),
    ("account_confirm_login_code", "POST"): anyone(302),
    ("mfa_authenticate", "GET"): anyone(302),
    ("mfa_authenticate", "POST"): anyone(302),
    ("mfa_login_webauthn", "GET"): anyone(302),
    ("mfa_login_webauthn", "POST"): anyone(302),
    ("openid_connect_callback", "GET"): anyone(404),
    ("openid_connect_callback", "POST"): anyone(404),
    ("mfa_index", "GET"): signed_in(200),
    ("mfa_index", "POST"): ONLY_READ,
    ("account_reauthenticate", "GET"): signed_in(403),
    ("account_reauthenticate", "POST"): signed_in(403),
    ("mfa_reauthenticate", "GET"): signed_in(403),
    ("mfa_reauthenticate", "POST"): signed_in(403),
    ("mfa_reauthenticate_webauthn", "GET"): signed_in(403),
    ("mfa_reauthenticate_webauthn", "POST"): signed_in(403),
    ("mfa_activate_totp", "GET"): signed_in(200),
    ("mfa_activate_totp", "POST"): signed_in(400),
    ("mfa_deactivate_totp", "GET"): NOT_HERE,
    ("mfa_deactivate_totp", "POST"): NOT_HERE,
    ("mfa_add_webauthn", "GET"): signed_in(200),
    ("mfa_add_webauthn", "POST"): signed_in(400),
    ("mfa_remove_webauthn", "GET"): NOT_HERE,
    ("mfa_remove_webauthn", "POST"): NOT_HERE,
    ("mfa_view_recovery_codes", "GET"): NOT_HERE,
    ("mfa_view_recovery_codes", "POST"): ONLY_READ,
    ("mfa_generate_recovery_codes", "GET"): signed_in(200),
    ("mfa_generate_recovery_codes", "POST"): signed_in(400),
}


def where(stage):
    """No sign-on is set up, and nobody has a passkey: the numbers are of what is not there."""
    return {"openid_connect_callback": ["nowhere"], "mfa_remove_webauthn": [1]}

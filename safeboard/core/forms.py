"""Django's own form fields, dressed as the GOV.UK Design System has them.

Settings name `GovRenderer` once; from then on a page says `{{ form.note.as_field_group }}` and gets label, hint,
error message and control. A form may say `label_size = "m"` ("s", "m", "l" or "xl").
A class on a radio or checkbox widget goes to the group: `RadioSelect(attrs={"class": "govuk-radios--inline"})`.
"""

import datetime
from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

YEARS = range(10, 9000)
"""Of days that people give: "31 12 9999", for never, leaves no room to count on from."""


class DayMonthYear(forms.MultiWidget):
    """Three short boxes. A form that posts `<name>_day`, `<name>_month` and `<name>_year`."""

    template_name = "gov/day_month_year.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        box = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__({"day": box, "month": box, "year": box}, attrs)

    def decompress(self, value):
        return [value.day, value.month, value.year] if isinstance(value, datetime.date) else [None] * 3


class DayField(forms.MultiValueField):
    """A day given as three numbers. Cleans to a `datetime.date`, or None where it may be left out."""

    widget = DayMonthYear
    default_error_messages = {
        "required": "Enter a date",
        "incomplete": "Enter a date with a day, a month and a year",
        "invalid": "Enter a real date, like 31 3 2018",
    }

    def __init__(self, **kwargs):
        parts = [forms.CharField(required=False) for _ in range(3)]
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        day, month, year = (part.strip() for part in data_list or ["", "", ""])
        if not (day or month or year):
            return None
        if not (day and month and year):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            asked = datetime.date(int(year), int(month), int(day))
        except (ValueError, OverflowError):
            asked = None
        if asked is None or asked.year not in YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return asked


@dataclass(frozen=True, slots=True)
class Dress:
    """How a kind of control looks: the template of the whole field, and the class of the control in it."""

    template: str
    css: str


# The first of a widget's ancestors that is here decides.
DRESSES = {
    forms.CheckboxSelectMultiple: Dress("gov/checkboxes.html", "govuk-checkboxes__input"),
    forms.RadioSelect: Dress("gov/radios.html", "govuk-radios__input"),
    forms.CheckboxInput: Dress("gov/checkbox.html", "govuk-checkboxes__input"),
    forms.Select: Dress("gov/field.html", "govuk-select"),
    forms.Textarea: Dress("gov/field.html", "govuk-textarea"),
    forms.FileInput: Dress("gov/file.html", "govuk-file-upload"),
    forms.PasswordInput: Dress(
        "gov/password.html", "govuk-input govuk-password-input__input govuk-js-password-input-input"
    ),
    DayMonthYear: Dress("gov/day.html", "govuk-input govuk-date-input__input"),
    forms.HiddenInput: Dress("gov/hidden.html", ""),
    forms.MultipleHiddenInput: Dress("gov/hidden.html", ""),
    forms.Widget: Dress("gov/field.html", "govuk-input"),
}
GROUPED = {"gov/checkboxes.html", "gov/radios.html", "gov/checkbox.html"}


def dress_of(widget: forms.Widget) -> Dress:
    return next(DRESSES[kind] for kind in type(widget).__mro__ if kind in DRESSES)


class GovBoundField(BoundField):
    """A field of a form, that knows its GOV.UK template, classes and where an error about it should lead."""

    @property
    def dress(self) -> Dress:
        return dress_of(self.field.widget)

    @property
    def template_name(self):
        return self.field.template_name or self.dress.template

    @property
    def first_id(self) -> str:
        """The id of the control an error summary leads to; "" where there is none to lead to."""
        if self.is_hidden:
            return ""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    @property
    def group_classes(self) -> str:
        return self.field.widget.attrs.get("class", "")

    def build_widget_attrs(self, attrs, widget=None):
        """Adds the GOV.UK classes. Leaves out `required`: the page says what is missing, not the browser."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        if widget.is_hidden:
            return attrs
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)
        return {**attrs, "class": self.control_classes(widget)}

    def control_classes(self, widget) -> str:
        dress = dress_of(widget)
        if dress.template in GROUPED:
            return dress.css
        wrong = f"{dress.css.split()[0]}--error" if self.errors else ""
        return " ".join(filter(None, [dress.css, wrong, widget.attrs.get("class")]))


class GovRenderer(DjangoTemplates):
    """Name this in FORM_RENDERER."""

    form_template_name = "gov/form.html"
    field_template_name = "gov/field.html"
    bound_field_class = GovBoundField


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of an error summary. link: "#id_note", or "" where no field is to blame."""

    words: str
    link: str = ""


def problems(*asked: forms.BaseForm) -> list[Problem]:
    """What is wrong with these forms, in the order of their fields; what is wrong with a form as a whole first."""
    found = []
    for form in asked:
        wrong = form.errors
        found += [Problem(str(words)) for words in wrong.get(NON_FIELD_ERRORS, [])]
        for name in form.fields:
            link = error_link(form[name]) if name in wrong else ""
            found += [Problem(str(words), link) for words in wrong.get(name, [])]
    return found


def error_link(field: BoundField) -> str:
    """Where an error about the field leads: "#id_note", or ""."""
    first_id = field.first_id if isinstance(field, GovBoundField) else field.id_for_label
    return f"#{first_id}" if first_id else ""

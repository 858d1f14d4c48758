"""What people may type about a set of standards, and what we say when they slip."""

from django import forms

from safeboard.assurance.drafting import SAMPLE_FILES
from safeboard.assurance.kinds import ANSWER_KINDS, SET_KINDS, AnswerKind
from safeboard.assurance.outline import Point, QuestionLine, ScaleLine, StandardLine
from safeboard.boards.models import SECTORS

SMALL = {"class": "govuk-checkboxes--small"}
FROM_THE_LIST = "Choose from the list"
FILE, EMPTY = "file", "empty"
POINT_ROWS = 6
"""Boxes for points of a scale, at least."""


def lines(label, *, rows=3, required="", most=5000, **more):
    errors = {"required": required, "max_length": f"Enter {most:,} letters or fewer"}
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=bool(required), max_length=most, widget=area, error_messages=errors, **more
    )


def line(label, *, required="", most=300, **more):
    errors = {"required": required, "max_length": f"Enter {most:,} letters or fewer"}
    return forms.CharField(
        label=label, required=bool(required), max_length=most, error_messages=errors, **more
    )


class StartForm(forms.Form):
    """From what a new set begins."""

    begin = forms.ChoiceField(
        label="Begin with",
        choices=[*SAMPLE_FILES.items(), (FILE, "A file of my own, Excel or YAML"), (EMPTY, "Nothing")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it begins with", "invalid_choice": FROM_THE_LIST},
    )
    name = line(
        "What is it called?",
        most=200,
        help_text="Where you leave it empty, as the sample or the file calls it.",
    )
    kind = forms.ChoiceField(
        label="What kind is it?",
        help_text="Only where it begins with nothing.",
        required=False,
        choices=list(SET_KINDS.items()),
        error_messages={"invalid_choice": FROM_THE_LIST},
    )
    file = forms.FileField(
        label="The file", required=False, error_messages={"empty": "The file is empty: choose another"}
    )

    def clean(self):
        said = super().clean()
        if said.get("begin") == FILE and not said.get("file") and "file" not in self.errors:
            self.add_error("file", "Choose a file")
        if said.get("begin") == EMPTY and not said.get("name"):
            self.add_error("name", "Enter what the set is called")
        return said


class LoadForm(forms.Form):
    """A file in place of the whole draft."""

    file = forms.FileField(
        label="Put a file in place of this draft",
        help_text="Excel or YAML, as you downloaded it here.",
        error_messages={"required": "Choose a file", "empty": "The file is empty: choose another"},
    )


class Drafted(forms.Form):
    """A form about a draft. seen: the draft's number when its page was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class StandardForm(Drafted):
    code = line(
        "Code",
        required="Enter a code, such as 1",
        most=30,
        help_text="It stays the same from version to version.",
    )
    title = line("Title", required="Enter the standard’s title")
    section = line("Section", most=200, help_text="The heading it stands under. It may be left empty.")
    words = lines("What it means")

    def asked(self) -> StandardLine:
        return StandardLine(
            **{name: self.cleaned_data[name] for name in ("code", "title", "section", "words")}
        )


class QuestionForm(Drafted):
    code = line(
        "Code",
        required="Enter a code, such as 1.1",
        most=30,
        help_text="The same code in the next version means the same question: its answers are compared and carried forward.",
    )
    words = lines("Question", required="Enter the question")
    kind = forms.ChoiceField(
        label="How is it answered?", choices=list(ANSWER_KINDS.items()), widget=forms.RadioSelect
    )
    choices = lines(
        "Choices", help_text="One on each line. Only where it is answered by one of some choices."
    )
    help = lines("Help")
    good = lines("What good evidence looks like")
    sectors = forms.MultipleChoiceField(
        label="Who is asked?",
        help_text="Everyone, where you tick none.",
        required=False,
        choices=list(SECTORS.items()),
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )
    evidence_wanted = forms.BooleanField(label="Evidence is asked for", required=False)
    optional = forms.BooleanField(label="It may be left unanswered", required=False)

    def __init__(self, *args, scales, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scale"] = forms.ChoiceField(
            label="On which scale?",
            help_text="Only where it is answered by a score.",
            required=False,
            choices=[("", "None"), *((scale.code, scale.name or scale.code) for scale in scales)],
        )
        self.order_fields(["code", "words", "kind", "scale"])

    def clean(self):
        said = super().clean()
        if said.get("kind") == AnswerKind.SCORE and not said.get("scale"):
            self.add_error("scale", "Choose a scale, or another way to answer")
        if said.get("kind") == AnswerKind.CHOICE and len(self._choices()) < 2:
            self.add_error("choices", "Enter two choices or more, one on each line")
        return said

    def _choices(self):
        return [one.strip() for one in (self.cleaned_data.get("choices") or "").splitlines() if one.strip()]

    def asked(self) -> QuestionLine:
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "standard")}
        said["choices"] = self._choices() if said["kind"] == AnswerKind.CHOICE else []
        said["scale"] = said["scale"] if said["kind"] == AnswerKind.SCORE else ""
        return QuestionLine(**said)


class ScaleForm(Drafted):
    """A scale and its points, a line each: key | label | worth | colour | words."""

    code = line("Code", required="Enter a code, such as met", most=30)
    name = line("Name", required="Enter what the scale is called", most=100)
    points = lines(
        "Points",
        rows=POINT_ROWS,
        required="Enter two points or more, one on each line",
        help_text="One on each line: key | label | worth | colour | what it means. Such as 3 | Met | 3 | green | All of it is in place.",
    )

    def clean_points(self):
        found = []
        for number, row in enumerate(self.cleaned_data["points"].splitlines(), start=1):
            if row.strip():
                found.append(self._point(number, [part.strip() for part in row.split("|")] + [""] * 5))
        if len(found) < 2:
            raise forms.ValidationError("Enter two points or more, one on each line")
        return found

    def _point(self, number, parts):
        key, label, worth, rating, words = parts[:5]
        try:
            value = float(worth) if worth else None
        except ValueError:
            raise forms.ValidationError(f"Line {number}: the worth has to be a number, or nothing") from None
        if value is not None and not -1000 <= value <= 1000:
            raise forms.ValidationError(f"Line {number}: the worth has to be between -1000 and 1000")
        return Point(
            key, label, words, int(value) if value is not None and value.is_integer() else value, rating
        )

    def asked(self) -> ScaleLine:
        return ScaleLine(self.cleaned_data["code"], self.cleaned_data["name"], self.cleaned_data["points"])


def points_in_words(points) -> str:
    """As `ScaleForm` takes them."""
    rows = (
        (point.key, point.label, "" if point.worth is None else f"{point.worth:g}", point.rating, point.words)
        for point in points
    )
    return "\n".join(" | ".join(row).rstrip(" |") for row in rows)


class PublishForm(Drafted):
    def __init__(self, *args, first, **kwargs):
        super().__init__(*args, **kwargs)
        if not first:
            self.fields["what_changed"] = lines(
                "What is different from the version before?",
                required="Enter what is different from the version before",
            )

"""The whole GOV.UK error pattern, checked at once: `assert error_pattern_faults(html) == []`.

https://design-system.service.gov.uk/components/error-summary/ and .../error-message/ say what it is.
"""

from lxml import html as lxml_html

CONTROLS = {"input", "select", "textarea"}


def error_pattern_faults(page: str) -> list[str]:
    """What a page that refuses a form does wrong, each as a sentence. A page without an error summary is a fault."""
    tree = lxml_html.fromstring(page)
    summaries = tree.xpath("//*[contains(@class, 'govuk-error-summary ') or @class='govuk-error-summary']")
    if len(summaries) != 1:
        return [f"there are {len(summaries)} error summaries, not one"]
    return [*title_faults(tree), *summary_faults(tree, summaries[0]), *message_faults(tree, summaries[0])]


def title_faults(tree) -> list[str]:
    title = tree.findtext(".//title").strip()
    return [] if title.startswith("Error: ") else [f"the title does not begin with Error: {title}"]


def summary_faults(tree, summary) -> list[str]:
    faults = dead_links(tree, summary)
    if not summary.xpath("./*[@role='alert']/h2[normalize-space()='There is a problem']"):
        faults.append("the summary has no alert with the heading There is a problem")
    before = tree.xpath("//h1[following::*[contains(@class, 'govuk-error-summary__title')]]")
    if before:
        faults.append("the summary comes after the heading of the page")
    return faults


def dead_links(tree, summary) -> list[str]:
    """Links that do not lead to something a person can type in or choose."""
    faults = []
    for link in summary.iter("a"):
        found = tree.xpath("//*[@id=$id]", id=link.get("href", "").removeprefix("#"))
        if [one.tag in CONTROLS and one.get("type") != "hidden" for one in found] != [True]:
            faults.append(f"the link {link.get('href')} does not lead to one field")
    return faults


def message_faults(tree, summary) -> list[str]:
    faults = []
    described = " ".join(tree.xpath("//@aria-describedby")).split()
    listed = [" ".join(item.text_content().split()) for item in summary.iter("li")]
    for message in tree.find_class("govuk-error-message"):
        words = " ".join(message.text_content().split())
        if not words.startswith("Error: "):
            faults.append(f"the message does not begin with Error: {words}")
        if message.get("id") not in described:
            faults.append(f"no field is described by the message: {words}")
        if not any(line in words for line in listed):
            faults.append(f"the summary does not say: {words}")
    if not tree.find_class("govuk-form-group--error") and summary.xpath(".//a"):
        faults.append("no field is marked as wrong")
    return faults

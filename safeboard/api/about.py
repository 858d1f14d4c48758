"""The page about the API, from its own schema: every endpoint, what it takes and what it gives. No Django here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    words: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Endpoint:
    key: str
    address: str
    words: str
    about: str
    parameters: list[Parameter]
    fields: list[str]


def about(schema: dict) -> dict:
    """schema: OpenAPI, as the API says it."""
    parts = schema["components"]["schemas"]
    return {
        "endpoints": [
            _endpoint(address, said["get"], parts, number)
            for number, (address, said) in enumerate(schema["paths"].items(), start=1)
        ],
        "about": schema["info"]["description"],
    }


def _endpoint(address, said, parts, number):
    given = said["responses"][200]["content"]["application/json"]["schema"]
    fields = _fields(given, parts)
    return Endpoint(
        key=f"endpoint-{number}",
        address=address,
        words=said["summary"],
        about=said.get("description", ""),
        parameters=[_parameter(one) for one in said["parameters"]],
        fields=fields,
    )


def _parameter(one):
    return Parameter(one["name"], one.get("description", ""), _kind(one["schema"]), one["required"])


def _kind(schema):
    """ "a day", "one of red, amber, green"."""
    if "anyOf" in schema:
        return _kind(next(each for each in schema["anyOf"] if each.get("type") != "null"))
    if "enum" in schema:
        return f"one of {', '.join(schema['enum'])}"
    if schema.get("format") == "date":
        return "a day"
    return {"integer": "a number", "boolean": "true or false", "string": "words"}.get(schema.get("type"), "")


def _fields(schema, parts):
    """The names in what is given; of a page, those of its items."""
    properties = parts[schema["$ref"].rsplit("/", 1)[-1]]["properties"]
    if "items" in properties:
        return _fields(properties["items"]["items"], parts)
    return list(properties)

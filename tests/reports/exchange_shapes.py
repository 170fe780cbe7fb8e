"""What the JSON of Open311 and of Signalen looks like, as OpenAPI: neither brings a description."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
MAYBE: dict[str, Any] = {"type": ["string", "null"]}
DEGREES: dict[str, Any] = {"type": ["number", "null"]}
LIST: dict[str, Any] = {"type": "array"}


def thing(**fields: dict[str, Any]) -> dict[str, Any]:
    """An object with these fields and no other."""
    return {"type": "object", "properties": fields, "required": list(fields),
            "additionalProperties": False}  # fmt: skip


def many(shape: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": shape}


def page(shape: dict[str, Any]) -> dict[str, Any]:
    return thing(_links={"type": "object"}, count={"type": "integer"}, results=many(shape))


FAILED = many(thing(code={"type": "integer"}, description=TEXT))
REFUSED = {"type": "object", "minProperties": 1}
REQUEST = thing(
    service_request_id={"type": "string", "pattern": "^M-[0-9]{4}-[0-9]{4}$"},
    status={"enum": ["open", "closed"]}, status_notes=TEXT, service_name=TEXT, service_code=TEXT,
    description={"const": ""}, agency_responsible=TEXT, service_notice=TEXT,
    requested_datetime=TEXT, updated_datetime=TEXT, expected_datetime=TEXT, address=TEXT,
    address_id=TEXT, zipcode=TEXT, lat=DEGREES, long=DEGREES, media_url={"const": ""},
)  # fmt: skip
SUB = thing(
    _links={"type": "object"}, _display=TEXT, name=TEXT, slug=TEXT, handling=TEXT,
    departments=LIST, is_active={"type": "boolean"}, description=TEXT, handling_message=TEXT,
    questionnaire={"type": "null"}, public_name=TEXT, is_public_accessible={"type": "boolean"},
)  # fmt: skip
MAIN = thing(
    _links={"type": "object"}, _display=TEXT, name=TEXT, slug=TEXT, public_name=TEXT,
    is_public_accessible={"type": "boolean"}, sub_categories=many(SUB),
)  # fmt: skip
SIGNAL = thing(
    _display=TEXT, id={"type": "integer"}, id_display=TEXT, signal_id=TEXT,
    status=thing(state={"enum": ["OPEN", "CLOSED"]}, state_display=TEXT), created_at=TEXT,
    updated_at=TEXT, incident_date_start=TEXT, incident_date_end={"type": "null"},
)  # fmt: skip
QUESTION = thing(
    key=TEXT, field_type={"enum": ["radio_input", "text_input"]}, meta={"type": "object"},
    required={"const": False},
)  # fmt: skip
MAP = thing(type={"const": "FeatureCollection"}, features=LIST)
OPEN311, SIGNALS = "/open311/v2", "/signals/v1/public"
ID = {"type": "string", "format": "uuid"}


def asked(*names: str, where: str = "query", **shapes: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": where, "required": where == "path", "schema": shapes.get(name, TEXT)}
        for name in names
    ]


def one(
    shape: dict[str, Any], wrong: dict[str, Any], parameters: list[dict[str, Any]], *,
    body: dict[str, Any] | None = None, status: int = 200, form: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """One operation: its answer, and what is said when it is refused."""
    kinds = {str(status): shape, **dict.fromkeys(map(str, REFUSALS), wrong)}
    answers = {
        code: {"description": "", "content": {"application/json": {"schema": found}}}
        for code, found in kinds.items()
    }
    made: dict[str, Any] = {"parameters": parameters, "responses": answers}
    if body:
        kind = "application/x-www-form-urlencoded" if form else "application/json"
        made["requestBody"] = {"required": True, "content": {kind: {"schema": body}}}
    return made


REFUSALS = (400, 403, 404, 405, 410, 413, 415, 429)
FILTERS = asked(
    "jurisdiction_id", "api_key", "service_request_id", "service_code", "status", "start_date",
    "end_date", "page", "page_size",
)  # fmt: skip
FIELDS = (
    "service_code", "description", "lat", "long", "address_id", "address_string", "email",
    "phone", "first_name", "media_url",
)  # fmt: skip
BROUGHT = {"type": "object", "properties": dict.fromkeys(FIELDS, TEXT)}
MAP_POINT = {"type": "object", "properties": {
    "type": {"enum": ["Point", "Polygon"]}, "coordinates": many({"type": "number"})}}  # fmt: skip
SENT = {
    "type": "object",
    "properties": {
        "text": TEXT, "incident_date_start": TEXT,
        "location": {"type": "object", "properties": {"geometrie": MAP_POINT}},
        "category": {"type": "object", "properties": {"sub_category": {"enum": [
            "/signals/v1/public/terms/categories/overig/sub_categories/overig", "x"]}}},
        "reporter": {"type": "object", "properties": {"email": MAYBE, "phone": MAYBE}},
    },
}  # fmt: skip
PREDICTED = thing(hoofdrubriek=LIST, subrubriek=LIST)
PATHS: dict[str, dict[str, Any]] = {
    "/open311/discovery.json": {"get": one({"type": "object"}, FAILED, [])},
    f"{OPEN311}/services.json": {"get": one(many(thing(
        service_code=TEXT, service_name=TEXT, description=TEXT, metadata={"type": "boolean"},
        type=TEXT, keywords=TEXT, group=TEXT)), FAILED, asked("jurisdiction_id"))},
    f"{OPEN311}/services/{{code}}.json": {"get": one(
        thing(service_code=TEXT, attributes=LIST), FAILED, asked("code", where="path"))},
    f"{OPEN311}/requests.json": {
        "get": one(many(REQUEST), FAILED, FILTERS),
        "post": one(many(thing(service_request_id=TEXT, service_notice=TEXT, account_id=TEXT)),
                    FAILED, [], body=BROUGHT, status=201, form=True),
    },
    f"{OPEN311}/requests/{{number}}.json": {"get": one(
        many(REQUEST), FAILED, asked("number", where="path"))},
    f"{OPEN311}/tokens/{{number}}.json": {"get": one(
        many(thing(service_request_id=TEXT, token=TEXT)), FAILED, asked("number", where="path"))},
    f"{OPEN311}/servicerequestupdates.json": {"get": one(LIST, FAILED, FILTERS)},
    f"{SIGNALS}/terms/categories/": {"get": one(page(MAIN), REFUSED, asked("page"))},
    f"{SIGNALS}/terms/categories/{{main}}/": {"get": one(
        MAIN, REFUSED, asked("main", where="path"))},
    f"{SIGNALS}/questions/": {"get": one(page(QUESTION), REFUSED, asked("main_slug", "sub_slug"))},
    "/signals/category/prediction": {"post": one(PREDICTED, REFUSED, [], body={
        "type": "object", "properties": {"text": TEXT}})},
    f"{SIGNALS}/signals/": {"post": one(SIGNAL, REFUSED, [], body=SENT, status=201)},
    f"{SIGNALS}/signals/{{signal_id}}/": {"get": one(
        SIGNAL, REFUSED, asked("signal_id", where="path", signal_id=ID))},
    f"{SIGNALS}/signals/geography": {"get": one(MAP, REFUSED, asked("bbox", "geopage"))},
    f"{SIGNALS}/areas/": {"get": one(page({"type": "object"}), REFUSED, asked("type_code"))},
    f"{SIGNALS}/areas/geography": {"get": one(MAP, REFUSED, asked("geopage"))},
    f"{SIGNALS}/feedback/standard_answers/": {"get": one(
        page({"type": "object"}), REFUSED, asked("page"))},
    f"{SIGNALS}/feedback/forms/{{token}}": {
        "get": one({"type": "object"}, REFUSED, asked("token", where="path", token=ID)),
        "put": one({"type": "object"}, REFUSED, asked("token", where="path", token=ID),
                   body={"type": "object", "properties": {"is_satisfied": {}}}),
    },
}  # fmt: skip
DESCRIBED = {"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": PATHS}

"""The scenarios of the domain notes on reports (§7) that concern the open and confidential doors,
and where each is tested. A name here that is no test any more is found.
"""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.test import Client

from tests.reports.tools import stored

TESTS = Path(__file__).parent.parent
SCENARIOS = {
    "6 a photo that tells where it was made": [
        "test_jpeg_keeps_the_picture_and_nothing_else",
        "test_a_photo_on_its_side_is_put_upright_before_its_exif_goes",
        "test_png_and_webp_keep_no_text",
        "test_a_heic_photo_becomes_a_jpeg_without_anything_else",
        "test_pdf_loses_its_author_and_keeps_its_page",
        "test_it_is_not_kept_unless_asked_for",
        "test_who_asks_for_it_has_the_photo_kept_as_it_came_for_the_desk_alone",
    ],
    "7 hostile files": [
        "test_hostile_photos_are_refused_and_the_text_stays",
        "test_a_photo_over_20_mb_is_refused",
        "test_a_virus_is_refused_and_nothing_is_kept",
        "test_bombs_are_refused_before_they_unpack",
        "test_names_lose_their_tricks",
        "test_wrong_files_are_refused_in_one_sentence",
    ],
    "8 places that are none, and those next door": [
        "test_what_is_no_place_is_explained",
        "test_a_swapped_place_can_be_taken_as_meant",
        "test_a_place_next_door_leads_to_the_site_of_the_neighbour",
        "test_no_place_is_a_place_too",
        "test_a_wrong_place_is_explained",
        "test_what_was_meant_is_suggested_and_is_right",
    ],
    "9 texts as people and others write them": [
        "test_bad_words_are_explained",
        "test_what_people_write_is_kept_as_they_wrote_it",
        "test_the_file_asks_why_and_keeps_formulas_quiet",
        "test_a_resident_leaves_it_out_or_says_that_it_is_something_else",
    ],
    "10 twice the same, and what is near": [
        "test_sending_twice_gives_one_report_and_the_same_code",
        "test_the_form_asks_before_it_sends_and_new_is_always_possible",
        "test_what_is_near_is_told_without_words_or_place",
        "test_a_thousand_pins_find_nothing_finer_than_a_square",
    ],
    "11 terms": [
        "test_by_hand",
        "test_by_dice_against_an_oracle_that_walks_day_by_day",
    ],
    "12 routing": [
        "test_the_first_rule_that_fits_decides_and_says_so",
        "test_a_rule_to_nobody_loses_nothing",
        "test_without_a_rule_the_team_of_the_kind_and_else_who_takes_what_is_left",
        "test_a_rule_that_names_a_team_that_ended_is_not_adopted",
        "test_a_draft_is_tried_on_what_came_in_and_changes_nothing",
    ],
    "13 who may not": [
        "test_absent_and_hidden_reports_look_the_same",
        "test_the_desk_reads_the_report_but_not_who_it_is_of",
        "test_a_second_person_opens_it_for_the_asker_alone",
        "test_the_desk_of_a_wijk_finds_nothing_elsewhere_by_a_drawn_area",
        "test_search_is_no_oracle",
        "test_the_file_holds_no_more_than_its_purpose_needs",
    ],
    "15 retention": [
        "test_terms_of_contact_and_report",
        "test_the_nightly_run_takes_everything_and_nothing_else",
        "test_the_vault_empties_a_year_after_the_answer",
        "test_a_part_goes_with_its_whole",
        "test_opinions_are_counted_for_statistics_only",
    ],
    "extra: bodies, dates, pages and keys that make no sense": [
        "test_bodies_that_are_no_report",
        "test_what_is_wrong_is_said_by_field",
        "test_an_opinion_counts_once",
        "test_a_point_far_from_the_address_is_refused",
        "test_questions_that_make_no_sense",
        "test_a_language_that_we_do_not_have_and_a_page_that_is_not_there",
    ],
}


@cache
def all_tests() -> frozenset[str]:
    """The names of all tests."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in TESTS.rglob("test_*.py"))
    return frozenset(
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_each_scenario_is_tested(scenario):
    assert set(SCENARIOS[scenario]) <= all_tests()


def test_a_language_that_we_do_not_have_and_a_page_that_is_not_there(city):
    client = Client(headers={"Accept-Language": "xx, zz;q=0.5, *;q=0.1"})
    assert 'lang="nl"' in client.get("/melden/").content.decode()
    assert client.post("/taal/", {"language": "xx", "next": "/melden/"}).status_code < 500
    assert 'lang="nl"' in client.get("/melden/").content.decode()
    for path in ("/signals/v1/public/terms/categories/?page=5000",
                 "/open311/v2/requests.json?page=5000", "/werk/meldingen/?na=5000"):  # fmt: skip
        assert client.get(path).status_code < 500
    page = client.post(
        "/signals/v1/public/signals/", {"text": "x", "source": "xx"},
        content_type="application/json",
    )  # fmt: skip
    assert page.status_code == 400
    assert not stored().exists()

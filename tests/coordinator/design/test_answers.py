"""What a reader meets where only a button leads."""

import re

import pytest
from django.test import Client

from tests.making import signed_in

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("address", ["/me/access/talk/", "/language/"])
def test_an_address_behind_a_button_opened_by_itself_is_a_page_with_a_way_back(world, address):
    answer = signed_in(world.rowan).get(address, headers=BROWSER)
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["This address is only for a button"]
    assert [words for words in ("nothing was changed", '<a href="/">', "01632 960 117") if words not in page] == []


def test_a_program_keeps_the_bare_answer(world):
    page = Client().get("/language/", headers={"Accept": "*/*"})
    interface = signed_in(world.rowan).delete("/api/v1/opportunities/", headers=BROWSER)
    assert (page.status_code, page.content) == (405, b"")
    assert "This address is only for a button" not in interface.content.decode()

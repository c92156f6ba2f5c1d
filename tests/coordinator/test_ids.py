"""Identifiers sort in the order in which they were made."""

from coordinator.ids import new_id


def test_what_is_made_later_sorts_later() -> None:
    made = [new_id() for _ in range(200)]
    assert [each.int >> 64 for each in made] == sorted(each.int >> 64 for each in made)
    assert len(set(made)) == 200


def test_it_is_a_version_7_uuid() -> None:
    assert {(each.version, each.variant) for each in (new_id() for _ in range(50))} == {(7, "specified in RFC 4122")}

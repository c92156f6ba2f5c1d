"""Where the points of a timeline stand, and that no two texts touch."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.design.timeline import LEFT, LETTER, RIGHT, WIDTH, Picture, Point, in_order, place, positions
from tests.coordinator.design.gallery import NOTICE


def placed(points, **options):
    return place([(point, "26 Mar") for point in points], **options)


def span(item):
    width = LETTER * max(len(str(item.point.label)), len(item.when))
    starts = {"start": item.text_x, "middle": item.text_x - width / 2, "end": item.text_x - width}
    return starts[item.anchor], starts[item.anchor] + width


def test_points_stand_in_order_of_their_day():
    late, early = Point(date(2026, 3, 9), "late"), Point(datetime(2026, 3, 2, 15, tzinfo=UTC), "early")
    assert in_order([late, early]) == [early, late]


def test_days_stand_in_proportion_but_never_on_top_of_each_other():
    first, second, third = positions([date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 31)])
    assert (first, third, second - first >= 34) == (LEFT, RIGHT, True)


def test_one_day_alone_and_several_on_one_day_have_a_place():
    day = date(2026, 3, 1)
    assert positions([day]) == [LEFT]
    assert positions([day, day, day]) == [LEFT, (LEFT + RIGHT) / 2, RIGHT]
    assert positions([]) == []


def test_the_line_is_over_after_a_past_point_and_open_after_any_other():
    picture = Picture(placed(NOTICE))
    assert [over for _from, _to, over in picture.segments] == [True, False, False, False, False]


def test_words_keep_inside_the_picture_and_alternate():
    items = placed(NOTICE)
    assert [item.anchor for item in items][0::5] == ["start", "end"]
    assert {item.row for item in items} >= {0, -1}
    assert all(span(item)[0] >= LEFT - 26 and span(item)[1] <= RIGHT + 26 for item in items)


def test_where_pages_read_from_the_right_time_runs_from_the_right():
    there, mirrored = placed(NOTICE), placed(NOTICE, mirrored=True)
    assert [round(WIDTH - item.x, 1) for item in mirrored] == [item.x for item in there]


def test_a_picture_without_points_is_a_small_one():
    assert (Picture([]).top, Picture([]).height, Picture([]).segments) == (22, 48, [])


@given(
    st.lists(
        st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.text("abc ", min_size=1, max_size=30)), max_size=9
    )
)
def test_no_two_texts_of_one_row_touch(days):
    rows = {}
    for item in placed([Point(day, words) for day, words in days]):
        rows.setdefault(item.row, []).append(span(item))
    for spans in rows.values():
        for (_start, end), (start, _end) in zip(spans, spans[1:], strict=False):
            assert end < start


@pytest.mark.parametrize("row", [0, 1, -1, -2])
def test_words_stand_clear_of_the_line(row):
    item = placed(NOTICE)[0]
    moved = type(item)(item.point, item.when, item.x, item.text_x, item.anchor, row)
    picture = Picture([moved])
    assert abs(picture.text_y(moved) - picture.top) >= 38

"""Compiled templates are kept between processes, and a page does without when they cannot be."""

from pathlib import Path

from jinja2 import DictLoader, Environment

from coordinator.design.jinja import KeptCompiled


def written(folder: Path) -> str:
    kept = KeptCompiled(str(folder))
    return (
        Environment(loader=DictLoader({"page": "Hello {{ name }}"}), bytecode_cache=kept)
        .get_template("page")
        .render(name="Rowan")
    )


def test_a_template_is_kept_and_found_again(tmp_path):
    assert (written(tmp_path), written(tmp_path)) == ("Hello Rowan", "Hello Rowan")
    assert len(list(tmp_path.iterdir())) == 1


def test_where_nothing_can_be_written_the_page_is_shown_all_the_same(tmp_path):
    assert written(tmp_path / "gone") == "Hello Rowan"
    assert list(tmp_path.iterdir()) == []

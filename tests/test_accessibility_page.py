"""The accessibility page says what the tests hold, no more and no less."""

import ast

from docs.make_accessibility import PAGE, checklist, held_by_item, items_held_by, make_page

ITEMS = [item for items in checklist().values() for item in items]


def test_the_page_is_the_one_that_its_script_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == make_page(), "run python docs/make_accessibility.py"


def test_every_item_is_held_by_a_test() -> None:
    assert [item for item in ITEMS if not held_by_item().get(item)] == []
    assert "not held" not in make_page()


def test_every_test_holds_items_of_the_checklist() -> None:
    assert set(held_by_item()) == set(ITEMS)
    assert len(set(ITEMS)) == len(ITEMS)


def test_a_mark_is_read_from_the_test_itself() -> None:
    (test,) = ast.parse('@pytest.mark.conforms("a", "b")\ndef test_it() -> None: ...').body
    assert isinstance(test, ast.FunctionDef)
    assert items_held_by(test) == ["a", "b"]

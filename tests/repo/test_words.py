"""What no file of the project may say, and what is said of people."""

import re

import pytest

from tests.repo.project import files, name_of, text_of

# Put together here so that this file does not name them either.
REGISTRIES = (
    *(".".join(parts) for parts in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com")]),
    *(".".join(parts) for parts in [("crates", "io"), ("golang", "org"), ("deb", "debian", "org"), ("maven", "org")]),
)
BESIDE_THE_CHECKOUT = "../" + "shared"

# The names of an Act, a scale, a tool and a body are quoted as they are; a person is a person.
PROPER_NAMES = (
    "Offender Rehabilitation Act",
    "Offender Group Reconviction Scale",
    "Offender Assessment System",
    "National Offender Management Service",
    "offender-management-allocation-manager",
)
TO_BE_EXPLAINED = {
    "GLOSSARY.md": ("offender manager",),
    # A message that callers of the Ministry's interface know word for word.
    "throughcare/exchange/scores/shape.py": ("Offender's date of commencement",),
}
OUR_WORDS = re.compile(r"throughcare/.*|docs/.*|[A-Z]+\.md")


def outside_addresses(text: str) -> list[str]:
    """The hosts of package registries, and paths out of the checkout, that a text names."""
    return [name for name in (*REGISTRIES, BESIDE_THE_CHECKOUT) if name in text]


def words_for_people(name: str, text: str) -> list[str]:
    """The uses of "offender", with the words around them, that are no proper name."""
    text = " ".join(text.split())
    for allowed in (*PROPER_NAMES, *TO_BE_EXPLAINED.get(name, ())):
        text = re.sub(re.escape(allowed), "", text, flags=re.IGNORECASE)
    return re.findall(r".{0,30}offender.{0,30}", text, flags=re.IGNORECASE)


def all_texts() -> list[tuple[str, str]]:
    return [(name_of(path), text) for path in files() if (text := text_of(path)) is not None]


def test_no_file_names_a_registry_or_what_lies_beside_the_checkout():
    found = [f"{name} names {address}" for name, text in all_texts() for address in outside_addresses(text)]
    assert not found, "\n".join(found)


def test_a_person_is_called_a_person():
    ours = [(name, text) for name, text in all_texts() if OUR_WORDS.fullmatch(name)]
    found = [f"{name}: {use}" for name, text in ours for use in words_for_people(name, text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", [*REGISTRIES, BESIDE_THE_CHECKOUT])
def test_a_planted_address_is_found(address):
    assert outside_addresses(f"see {address}/x")


def test_a_planted_word_is_found():
    assert words_for_people("docs/x.md", "the Offender's plan")
    assert words_for_people("docs/x.md", "their offender manager")
    assert not words_for_people("docs/x.md", "the Offender\nRehabilitation Act 2014")
    assert not words_for_people("GLOSSARY.md", "once called the offender manager")

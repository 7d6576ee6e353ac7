"""Articles as files: text, Markdown and HTML, and files that are no article."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.draft import DraftError, read
from relations.draft.article import LARGEST
from relations.draft.blocks import stamp
from tests.draft.found import of_article

PROSE = "The two countries signed a treaty in May 2014, and the trade of the one with the other doubled in a year."

OTHER = "That is all there is to say of it."


def text_of(folder: Path, name: str, content: str | bytes) -> list[str]:
    """The paragraphs of a file with that content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [one.text for one in read(str(path)).paragraphs]


def test_lines_that_are_wrapped_are_one_paragraph(tmp_path: Path) -> None:
    assert text_of(tmp_path, "a.txt", f"A title\n\n{PROSE[:50]}\n{PROSE[50:]}\n\n{PROSE}") == [
        f"{PROSE[:50]} {PROSE[50:]}".replace("  ", " "),
        PROSE,
    ]


def test_a_paragraph_per_line_is_one_each(tmp_path: Path) -> None:
    assert text_of(tmp_path, "a.txt", f"{PROSE}\n{PROSE.upper()}\n") == [PROSE, PROSE.upper()]


def test_each_item_of_a_list_and_each_quotation_is_a_paragraph(tmp_path: Path) -> None:
    markdown = f"# Title\n\n{PROSE}\n\n- One that is wanted by both of them.\n- Two.\n\n> {PROSE}\n"
    assert text_of(tmp_path, "a.md", markdown) == [PROSE, "One that is wanted by both of them.", "Two.", PROSE]
    assert read(str(tmp_path / "a.md")).paragraphs[-1].quoted


def test_what_stands_around_the_article_is_left_out(tmp_path: Path) -> None:
    around = "In May 2013 the two signed another treaty on something else."
    html = f"""<html><body><nav><p>{around}</p></nav><article><h1>T</h1><p class="byline">By A. B, 3 May 2012</p>
    <p>{PROSE}<sup>1</sup></p><figure><figcaption>{around}</figcaption></figure><script>var a = "{around}";</script>
    <div class="related-posts"><p>{around}</p></div><table><tr><td>{around}</td></tr></table><p>{OTHER}</p>
    <ol class="footnotes"><li>{around}</li></ol></article><div id="comments"><p>{around}</p></div></body></html>"""
    assert text_of(tmp_path, "a.html", html) == [PROSE, OTHER]
    text = f"Title\n\n{PROSE}\n\n{PROSE}\n\nNotes\n\n[1] {around}\n\nAbout the author\n\n{around}"
    assert text_of(tmp_path, "a.txt", text) == [PROSE, PROSE]


def test_a_title_right_above_its_paragraph_and_what_is_pulled_out_of_one_are_no_paragraphs(tmp_path: Path) -> None:
    assert text_of(tmp_path, "a.txt", f"Title\n\nThe treaty\n{PROSE}\n\n{OTHER}\n") == [PROSE, OTHER]
    wrapped = "The two countries signed\na treaty in May 2014, and trade doubled in a year.\n"
    assert text_of(tmp_path, "a.txt", f"Title\n\n{wrapped}") == [" ".join(wrapped.split())]
    pulled = f"# Title\n\n{PROSE} “We may do so.”\n\n> ## “We may do so.”\n\n{OTHER}\n"
    assert text_of(tmp_path, "a.md", pulled) == [f"{PROSE} “We may do so.”", OTHER]


def test_above_its_dateline_an_agency_has_headlines_only(tmp_path: Path) -> None:
    sent = f"MINSK/MOSCOW, Nov 29 (Agency) - {PROSE}"
    told = (
        f"Agency\n\nTITLE-The two talk\n\n* Trade down by a fifth in May 2014\n\n* Talks go on\n\n{sent}\n\n{OTHER}\n"
    )
    end = "\n(Reporting by A. B.; Editing by C. D.)\n\n($1 = 2.1 roubles)\n\nUPDATED (May 3): a typo is mended.\n"
    assert text_of(tmp_path, "a.txt", told + end) == [sent, OTHER]


def test_what_an_agency_says_begins_after_its_dateline(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"MINSK, Nov 29, 2014 (Agency) - {PROSE}", encoding="utf-8")
    told = [one.told for one in of_article(read(str(path)))]
    assert told[0].startswith("The two countries signed")


def test_the_date_of_a_byline_is_read_where_it_is_named_one_and_a_comments_is_not(tmp_path: Path) -> None:
    byline = '<div class="post-meta">Posted by <b>A</b> on February 11, 2021 in <a>B</a></div>'
    comment = '<div class="comment"><i class="date">1 May 2022</i><p>Well.</p></div>'
    for before, found in ((byline, date(2021, 2, 11)), ("", None)):
        (tmp_path / "a.html").write_text(
            f"<body>{before}<p>{PROSE}</p><p>{OTHER}</p>{comment}</body>", encoding="utf-8"
        )
        assert read(str(tmp_path / "a.html")).published == found


@pytest.mark.parametrize("caption", ["*Table: imports rose by a fifth.*", "Chart 2a. Trade, 2013.", "Map: the canal."])
def test_the_caption_of_a_table_is_no_paragraph(tmp_path: Path, caption: str) -> None:
    markdown = f"# Title\n\n{PROSE}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{caption}\n\n{OTHER}\n"
    assert text_of(tmp_path, "a.md", markdown) == [PROSE, OTHER]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("By A. B | 20 August 2013", (date(2013, 8, 20), "day")),
        ("August 20, 2013", (date(2013, 8, 20), "day")),
        ("Posted in Aug. 2013", (date(2013, 8, 1), "month")),
        ("2021-06-30T06:00:00+10:00", (date(2021, 6, 30), "day")),
        ("31 June 2013", None),
        ("Room 2013", None),
    ],
)
def test_a_byline_has_the_date(line: str, found: tuple[date, str] | None) -> None:
    assert stamp(line) in {found, (date(2013, 6, 1), "month") if "June" in line else found}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "no paragraph"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 40, "no text"),
        ("a.txt", b"x" * (LARGEST + 1), "at most"),
        ("a.txt", (PROSE + " ").encode() * 5000, "at most"),
        ("a.txt", "Қазақстан мен Ресей келісімге қол қойды, бұл үшінші құжат болды. " * 9, "in neither"),
        ("a.txt", "Україна і Росія підписали угоду в Києві, її ратифікували. " * 9, "in neither"),
        ("a.txt", "България и Русия подписаха договор за доставки на газ през тази година. " * 9, "in neither"),
        ("a.txt", "Die beiden Länder haben im Mai einen Vertrag unterschrieben, und es wuchs. " * 9, "in neither"),
        ("a.html", "<html><script>var a = 1;</script><body><nav>Home</nav></body></html>", "no paragraph"),
        ("a.md", "---\ntitle: x\n---\n", "no paragraph"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_article_is_said_to_be_none(
    tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    with pytest.raises(DraftError, match=words):
        text_of(tmp_path, name, content)


def test_a_file_that_is_not_there_is_said_not_to_be(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="No such file"):
        read(str(tmp_path / "nowhere.txt"))


def test_signs_that_cannot_be_printed_are_blanks(tmp_path: Path) -> None:
    assert text_of(tmp_path, "a.txt", PROSE.replace(" in ", "\x07in\x1b")) == [PROSE]


@settings(max_examples=12)
@given(st.lists(st.text(max_size=80), max_size=6), st.sampled_from(["txt", "md", "html"]))
def test_any_text_is_read_or_refused_and_quoted_as_it_stands(lines: list[str], form: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"any.{form}"
        path.write_text(f"{PROSE}\n\n" + "\n\n".join([*lines, PROSE]), encoding="utf-8", errors="replace")
        try:
            article = read(str(path))
        except DraftError:
            return
    text = {one.number: one.text for one in article.paragraphs}
    assert all(one.words in text[one.paragraph] for one in of_article(article))

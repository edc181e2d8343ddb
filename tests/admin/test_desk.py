"""The desk in the admin: an article is added, its candidates are reviewed, and each decision is a person's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from designations.models import Citation, Event
from sources import inbox
from sources.models import Candidate, Document
from tests.admin.pages import filled, send
from tests.desk.made import ARTICLE, NOW, SAMPLE, TITLE, candidate, keep

ADD = reverse("admin:sources_document_add")


def page(row) -> str:
    return reverse(f"admin:sources_{row._meta.model_name}_change", args=[row.pk])


def decide(editing, found: Candidate, do: str, **changes) -> list[str]:
    return send(editing, page(found), filled(editing, page(found), "review_form"), do=do, **changes)


def test_a_pasted_article_is_kept_and_its_claim_is_shown(world, editing) -> None:
    said = {"text": ARTICLE, "title": TITLE, "publisher": "Morning Post", "published": "2024-06-04"}

    assert send(editing, ADD, said) == []
    document = Document.objects.get()
    assert "It waits for a worker" in editing.get(page(document)).text

    assert send(editing, page(document), {}) == []
    shown = editing.get(page(document)).text
    assert "Kazakhstan: delisted Taliban" in shown
    assert document.arrivals.get().by.username == "editor"


def test_an_uploaded_file_is_kept(world, editing) -> None:
    file = SimpleUploadedFile("article.txt", ARTICLE.encode(), "text/plain")

    assert send(editing, ADD, {"file": file, "title": TITLE}) == []
    assert Document.objects.get().arrivals.get().name == "article.txt"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        pytest.param({}, "Give the text of the article", id="nothing"),
        pytest.param({"text": ARTICLE, "address": "https://example.org/"}, "only one of them", id="two ways"),
        pytest.param({"text": "  \n "}, "empty", id="blank"),
        pytest.param({"text": ARTICLE, "published": "2999-01-01"}, "yet to come", id="published in the future"),
        pytest.param({"text": ARTICLE, "published": "2024-02-30"}, "valid date", id="no such day"),
        pytest.param({"address": "https://127.0.0.1/"}, "private address", id="private address"),
        pytest.param({"address": "nowhere"}, "no web address", id="no address"),
        pytest.param({"file": SimpleUploadedFile("x", b"")}, "empty", id="empty file"),
        pytest.param({"file": SimpleUploadedFile("x", b"x" * (20 * 2**20))}, "at most 15 MB", id="20 MB"),
    ],
)
def test_what_cannot_be_kept_is_told_on_the_form(world, editing, said, sentence) -> None:
    if "file" in said:
        said["file"].seek(0)

    assert any(sentence in each for each in send(editing, ADD, said))
    assert not Document.objects.exists()


def test_a_binary_upload_is_held_with_its_reason(world, editing) -> None:
    send(editing, ADD, {"file": SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n" + bytes(300))})
    document = Document.objects.get()
    send(editing, page(document), {})

    assert "This is a picture" in editing.get(page(document)).text


def test_archived_bytes_come_as_plain_text_to_be_saved(world, editing, client) -> None:
    document = keep("<html><script>alert(1)</script></html>")
    address = reverse("admin:sources_document_bytes", args=[document.pk])

    answer = editing.get(address)

    assert answer.content == b"<html><script>alert(1)</script></html>"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(address).status_code == 302


def test_markup_in_a_text_is_shown_as_text(world, editing) -> None:
    found = candidate(ARTICLE + "\n<script>alert(1)</script>")

    for row in (found, found.document):
        shown = editing.get(page(row)).text
        assert "&lt;script&gt;alert(1)" in shown
        assert "<script>alert(1)" not in shown


def test_the_words_are_marked_in_the_text(world, editing) -> None:
    found = candidate()

    shown = editing.get(page(found)).text

    assert f'<mark id="words">{found.evidence}</mark>' in shown
    assert "The desk proposes: the same act" in shown
    assert world.delisted.key in shown


def test_open_candidates_are_listed_first(world, editing) -> None:
    candidate()
    address = reverse("admin:sources_candidate_changelist")

    assert editing.get(address).url == f"{address}?decision__exact=open"
    assert "Kazakhstan: delisted Taliban" in editing.get(f"{address}?decision__exact=open").text
    assert editing.get(f"{address}?q=kazakh").status_code == 200


def test_the_same_act_is_one_press_away(world, editing) -> None:
    found = candidate()

    assert decide(editing, found, "same") == []

    assert Citation.objects.latest("pk").stated == "2024-06-03"
    found.refresh_from_db()
    assert (found.decision, found.published_as) == ("accepted_same", world.delisted)
    assert "accepted same" in editing.get(page(found)).text.lower()


def test_another_act_is_named_by_its_key(world, editing) -> None:
    found = candidate()

    assert any("Choose the act" in each for each in decide(editing, found, "same", act="other", other_act="nosuchkey"))
    assert decide(editing, found, "same", act="other", other_act=world.listed.key.upper()) == []
    assert Candidate.objects.get(pk=found.pk).published_as == world.listed


def test_a_new_act_that_does_not_fit_is_refused_and_then_published_all_the_same(world, editing) -> None:
    found = candidate()

    assert any("does not hold Taliban on 2024-06-03" in each for each in decide(editing, found, "new"))
    assert decide(editing, found, "new", although="on", stated="2024-06") == []
    assert Event.objects.latest("pk").stated == "2024-06"


def test_a_new_act_is_previewed(world, editing) -> None:
    found = candidate()

    answer = editing.post(page(found), {**filled(editing, page(found), "review_form"), "do": "preview"})

    assert "does not hold Taliban on 2024-06-03" in answer.text
    assert Candidate.objects.get(pk=found.pk).decision == "open"
    assert any("is no date" in each for each in decide(editing, found, "preview", stated="then"))
    assert any("Say which list" in each for each in decide(editing, found, "preview", regime=""))


def test_an_amendment_is_kept_for_later(world, editing) -> None:
    found = candidate()

    assert decide(editing, found, "amend", note="Ask the ministry.") == []

    assert "Ask the ministry." in editing.get(page(found)).text
    assert Candidate.objects.get(pk=found.pk).decision == "open"


def test_a_rejection_needs_a_reason_and_can_be_taken_back(world, editing) -> None:
    found = candidate()

    assert any("Say why" in each for each in decide(editing, found, "reject"))
    assert decide(editing, found, "reject", why="A rumour.") == []
    assert "A rumour." in editing.get(page(found)).text
    assert send(editing, page(found), {"do": "reopen"}) == []
    assert Candidate.objects.get(pk=found.pk).decision == "open"


def test_the_second_of_two_editors_is_told(world, editing) -> None:
    found = candidate()
    data = filled(editing, page(found), "review_form")
    send(editing, page(found), data, do="same")

    answer = editing.post(page(found), {**data, "do": "same"}, follow=True)

    assert "already accepted same by editor" in answer.text


def test_a_sample_is_refused_with_a_sentence(world, editing) -> None:
    found = candidate(SAMPLE)

    assert any("SAMPLE" in each for each in decide(editing, found, "same"))
    assert "SAMPLE: this text was made up" in editing.get(page(found)).text
    assert Candidate.objects.get(pk=found.pk).decision == "open"


def test_a_group_that_is_not_known_can_be_added_from_here(world, editing) -> None:
    found = candidate("Kazakhstan designated Jamaat Nur as a terrorist organization on 5 June 2024.", title="Notes")

    shown = editing.get(page(found)).text

    assert "/admin/designations/group/add/?name=Jamaat%20Nur" in shown
    assert 'value="Jamaat Nur"' in editing.get("/admin/designations/group/add/?name=Jamaat%20Nur").text


def test_a_report_is_answered(world, editing) -> None:
    document = inbox.report(about="/acts/x/", what="error", message="The date is wrong.", contact="a@b.org", at=NOW)
    found = document.candidates.get()

    shown = editing.get(page(found)).text
    assert "The date is wrong." in shown
    assert "a@b.org" in shown
    assert any("Say why" in each for each in decide(editing, found, "answer"))
    assert decide(editing, found, "answer", why="Corrected.") == []
    assert Candidate.objects.get(pk=found.pk).decision == "answered"
    assert editing.get(page(document)).status_code == 200


def test_nobody_else_comes_in(world, client) -> None:
    found = candidate()

    for address in (ADD, page(found), page(found.document), "/admin/"):
        assert client.get(address).status_code == 302


def test_nothing_is_made_or_deleted_past_the_doors(world, editing) -> None:
    found = candidate()

    assert editing.get(reverse("admin:sources_candidate_add")).status_code == 403
    assert editing.post(reverse("admin:sources_candidate_delete", args=[found.pk]), {"post": "yes"}).status_code == 403
    assert editing.get(page(found).replace(str(found.pk), "999999")).status_code == 404
    assert editing.get(page(found).replace(str(found.pk), "none")).status_code == 404

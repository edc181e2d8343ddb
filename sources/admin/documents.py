"""Documents in the admin: an article is added, and looked at with what was read in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from sources import archive, inbox, nudges
from sources.admin.viewing import DeskAdmin, editor
from sources.models import Document, How, State
from sources.web.excerpts import excerpt

PASTED = "text/plain; charset=utf-8"


class ArticleForm(forms.Form):
    """An article, one way of the three, with what is known of it."""

    text = forms.CharField(
        label="Pasted text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField", "dir": "auto"}),
    )
    address = forms.CharField(
        label="Web address",
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "vTextField", "inputmode": "url"}),
        help_text="The page is fetched now: http or https, no private address.",
    )
    file = forms.FileField(
        required=False,
        help_text=f"HTML, PDF, plain text or JSON, up to {settings.DOCUMENT_MAX_BYTES // 2**20} MB.",
    )
    title = forms.CharField(required=False, max_length=400, widget=forms.TextInput(attrs={"class": "vTextField"}))
    publisher = forms.CharField(required=False, max_length=200, widget=forms.TextInput(attrs={"class": "vTextField"}))
    published = forms.DateField(
        label="Published on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Words such as “on Monday” are counted from it.",
    )
    url = forms.URLField(
        label="Found at",
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vTextField"}),
        help_text="Where readers find the article, if it was pasted or uploaded.",
    )
    language = forms.CharField(
        required=False, max_length=12, help_text="ISO 639-1, such as en; recognised where it is left out."
    )

    def clean(self) -> dict[str, Any] | None:
        """One way of bringing it, not none and not two."""
        said = super().clean() or {}
        ways = [name for name in ("text", "address", "file") if said.get(name) and not isinstance(said[name], bool)]
        if len(ways) != 1 and not self.errors:
            what = "only one of them" if ways else "the text of the article, its web address, or a file"
            raise forms.ValidationError(f"Give {what}.")
        return said

    def given(self) -> inbox.Given:
        """What is said of the article."""
        said = self.cleaned_data
        return inbox.Given(**{name: said[name] for name in ("title", "publisher", "published", "url", "language")})


@admin.register(Document)
class DocumentAdmin(DeskAdmin):
    """What came in."""

    list_display = ("name", "publisher", "published_on", "language", "state", "found", "kept_at")
    list_filter = ("state", "kind", "sample", "language")
    search_fields = ("title", "publisher", "url", "text", "sha256")
    date_hierarchy = "kept_at"
    ordering = ("-pk",)
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Editors bring articles."""
        return request.user.has_perm("sources.add_document")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Documents, with how many candidates each has."""
        return super().get_queryset(request).annotate(candidate_count=Count("candidates"))

    def get_urls(self) -> list[URLPattern]:
        """The archived bytes, as plain text."""
        view = self.admin_site.admin_view(self.bytes_view)
        return [path("<int:pk>/bytes/", view, name="sources_document_bytes"), *super().get_urls()]

    @admin.display(description="title", ordering="title")
    def name(self, document: Document) -> str:
        """Its title, or where it is from."""
        name = document.title or document.url or document.sha256[:12]
        return f"SAMPLE: {name}" if document.sample and not name.startswith("SAMPLE") else name

    @admin.display(description="candidates", ordering="candidate_count")
    def found(self, document: Any) -> int:
        """How many candidates it has."""
        return int(document.candidate_count)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Bring an article; it is kept now and read by a worker."""
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ArticleForm(*sent)
        if form.is_valid():
            try:
                kept = bring(form, request)
            except inbox.NotKept as error:
                form.add_error(None, str(error))
            else:
                nudges.read_soon(kept.document.pk)
                word = "Kept." if kept.fresh else "It was kept before; this is that document."
                self.message_user(request, word, messages.SUCCESS)
                return _to(kept.document)
        return self.page(request, "admin/sources/add_article.html", "Add an article", form=form)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Look at a document; have it read, now or again."""
        document = self.one(request, object_id)
        if request.method == "POST":
            if document.state != State.WAITING.value:
                inbox.read_again(document)
            read = inbox.read(document.pk, at=timezone.now())
            word = "Read." if read else "A worker is reading it at this moment."
            self.message_user(request, word, messages.SUCCESS if read else messages.WARNING)
            return _to(document)
        return self.page(
            request,
            "admin/sources/document.html",
            self.name(document),
            document=document,
            original=document,
            excerpt=excerpt(document.text),
            candidates=document.candidates.select_related("authority", "group").order_by("pk"),
            arrivals=document.arrivals.order_by("pk"),
        )

    def bytes_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bytes as they came, to be saved: never shown as a page of ours."""
        document = self.one(request, str(pk))
        if document.bytes_gone_at is not None:
            raise Http404(f"Its bytes were let go on {document.bytes_gone_at:%Y-%m-%d}, since they name persons.")
        return HttpResponse(
            archive.read(document.sha256),
            content_type="text/plain; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{document.sha256}.txt"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
            },
        )


def bring(form: ArticleForm, request: HttpRequest) -> inbox.Kept:
    """Keep what the form brings. Raises NotKept."""
    said, at, by, given = form.cleaned_data, timezone.now(), editor(request), form.given()
    if said["address"]:
        return inbox.keep_page(said["address"], at=at, by=by, given=given)
    if said["file"]:
        content = said["file"].read(settings.DOCUMENT_MAX_BYTES + 1)
        return inbox.keep(content, how=How.UPLOAD, name=said["file"].name, at=at, by=by, given=given)
    return inbox.keep(said["text"].encode(), how=How.PASTE, declared=PASTED, at=at, by=by, given=given)


def _to(document: Document) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:sources_document_change", args=[document.pk]))

"""Pages for what is not there and for what went wrong: a sentence that helps, never a traceback."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from designations.web.words import SECTIONS


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: what is missing, if it is known, and where to look."""
    told = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    sentence = told if isinstance(told, str) else ""
    # The last part of an address is mostly a name, misspelt: the search may know it.
    words = request.path.rstrip("/").rpartition("/")[2].replace("-", " ")[:60]
    response = render(request, "404.html", {"sentence": sentence, "words": words}, status=404)
    response["Cache-Control"] = "no-store"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500: drawn without the database and without looking up static files, since either may be what failed."""
    told = {"sections": SECTIONS, "again": request.get_full_path() if request.method in {"GET", "HEAD"} else ""}
    response = HttpResponse(loader.get_template("500.html").render(told), status=500)
    response["Cache-Control"] = "no-store"
    return response

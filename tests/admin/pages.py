"""How a browser fills in the forms of the admin."""

import re

from django.test import Client
from lxml import html


def filled(client: Client, address: str, form: str = "") -> dict[str, str | list[str]]:
    """What the form of a page would send if it were sent as it stands."""
    page = html.fromstring(client.get(address).content)
    [found] = (
        page.xpath(f"//form[@id='{form}']") if form else page.xpath("//form[@method='post'][not(@id='logout-form')]")
    )
    sent: dict[str, str | list[str]] = {}
    for name, value in found.form_values():
        sent[name] = [*([sent[name]] if isinstance(sent[name], str) else sent[name]), value] if name in sent else value
    return {name: value for name, value in sent.items() if "__prefix__" not in name and name != "csrfmiddlewaretoken"}


def send(client: Client, address: str, data: dict, **changes: object) -> list[str]:
    """Send a form with changes; answer what the page then complains of, and nothing where it was taken."""
    answer = client.post(address, {**data, **changes})
    if answer.status_code == 302:
        return []
    assert answer.status_code == 200
    page = html.fromstring(answer.content)
    said = page.xpath("//ul[contains(@class, 'errorlist')]/li | //p[contains(@class, 'errornote')]")
    return [re.sub(r"\s+", " ", each.text_content()).strip() for each in said]

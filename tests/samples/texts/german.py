# ruff: noqa: E501 - the lines of a letter are as long as they are
"""German notices of amazon.de."""

from __future__ import annotations

from forwards import Inner, outlook_de
from invent import asin, digits, german_iban, german_vat, order
from mime import page, text_part
from sample import Complaint, Expected, Sample
from texts.platforms import KRANICH, amazon, colleague

PANEL = "https://sellercentral.amazon.de/performance/dashboard"
USED_CASE = digits("kranich used", 11)
USED = (asin("kranich drill"), asin("kranich sander"))
USED_MAIL = amazon(
    "de-used", "2026-02-24T14:12:05+01:00", "Ihre Amazon.de Verkaufsberechtigungen wurden entfernt", to=KRANICH, country="de",
    name="Amazon Verkäuferleistung",
)  # fmt: skip


def _used_as_new() -> Sample:
    text = f"""Guten Tag,

Ihr Verkäuferkonto bei Amazon.de ist gesperrt, Ihre Angebote sind nicht mehr sichtbar.

Warum ist das passiert?
Käufer haben sich über den Zustand von Artikeln beschwert, die als neu angeboten waren und gebraucht ankamen:

ASIN: {USED[0]}
Art der BESCHWERDE: Gebraucht als neu verkauft
ASIN: {USED[1]}
Art der BESCHWERDE: Gebraucht als neu verkauft

Welche Zustände es gibt, steht hier: https://sellercentral.amazon.de/gp/help/external/200339950

Wie kann ich mein Konto reaktivieren?
Reichen Sie innerhalb von 17 Tagen nach dieser Nachricht einen Maßnahmenplan ein. Er soll enthalten:
- die Ursache der Beschwerden
- die Maßnahmen, die Sie schon getroffen haben
- die Maßnahmen, mit denen Sie weitere Beschwerden verhindern

Wie reiche ich diese Informationen ein?
Über die Schaltfläche „Einspruch" unter {PANEL}?ref=ah_em_cq

Guthaben behalten wir für 90 Tage ein.

Fall-ID: {USED_CASE}

Amazon Verkäuferleistung"""
    complaints = tuple(Complaint(asins=(code,), violation="product.condition") for code in USED)
    expected = Expected(
        platform="amazon",
        marketplace="DE",
        language="de",
        kind="violation",
        scope="account",
        violations=("product.condition",),
        issued="2026-02-24",
        asins=USED,
        help_ids=("200339950",),
        links=("https://sellercentral.amazon.de/gp/help/external/200339950", PANEL + "?ref=ah_em_cq"),
        deadline=("2026-03-13", "relative"),
        periods=(("response", "P17D"), ("funds", "P90D")),
        complaints=complaints,
        references={"case": (USED_CASE,)},
        paths=("plan_of_action", "appeal_form"),
        authenticity="genuine",
        sensitive=(KRANICH,),
        case="de-used-drill",
    )
    data = USED_MAIL.holding(text_part(text, charset="windows-1252"))
    return Sample("amazon-de-used-as-new-plain.eml", "windows-1252; 17 days from the notice", data, expected)


def _used_rejected() -> Sample:
    text = f"""Guten Tag,

wir haben Ihren Einspruch geprüft und können Ihr Verkäuferkonto nicht wieder freischalten. Es bleibt gesperrt.

Ihr Maßnahmenplan nennt keine Ursache dafür, dass gebrauchte Ware als neu verkauft wurde, und Belege fehlen. Einen überarbeiteten
Maßnahmenplan können Sie hier einreichen: {PANEL}

Fall-ID: {USED_CASE}

Amazon Verkäuferleistung

Am 3. März 2026 um 11:20 schrieb {KRANICH}:
> Sehr geehrte Damen und Herren,
> den Artikel {asin("kranich own words")} haben wir am 26.02.2026 aus dem Sortiment genommen.
> Auszahlungen bitte weiter auf {german_iban("kranich")}.
> Torge Kranich, Tel. +49 30 23125 017"""
    expected = Expected(
        platform="amazon",
        marketplace="DE",
        language="de",
        kind="appeal_rejected",
        scope="account",
        violations=("product.condition",),
        issued="2026-03-05",
        links=(PANEL,),
        references={"case": (USED_CASE,)},
        paths=("plan_of_action", "appeal_form"),
        authenticity="genuine",
        sensitive=(KRANICH, german_iban("kranich"), "+49 30 23125 017"),
        case="de-used-drill",
    )
    mail = amazon(
        "de-used-no", "2026-03-05T17:45:00+01:00", "AW: Ihre Amazon.de Verkaufsberechtigungen wurden entfernt", to=KRANICH,
        country="de", name="Amazon Verkäuferleistung", reply_to=USED_MAIL.message_id,
    )  # fmt: skip
    return Sample(
        "amazon-de-used-as-new-rejected-reply.eml", "refusal over the seller's quoted letter with an IBAN",
        mail.holding(text_part(text, coding="base64")), expected,
    )  # fmt: skip


def _dac7() -> Sample:
    vat, iban = german_vat("kranich"), german_iban("kranich payout")
    text = f"""Guten Tag,

nach der EU-Richtlinie über die Zusammenarbeit der Verwaltungsbehörden (DAC7) müssen wir Angaben von Verkäufern melden, die im Jahr
mehr als 2.000 EUR einnehmen oder 30 Verkäufe tätigen. In Ihrem Konto bei Amazon.de fehlen Angaben.

Was muss ich tun?
Ergänzen Sie innerhalb von 60 Tagen nach Erhalt dieser Nachricht Ihre Steueridentifikationsnummer und Ihre Handelsregisternummer
in Ihren Kontoinformationen: https://sellercentral.amazon.de/account-information

Was passiert, wenn ich die Angaben nicht mache?
Dann müssen wir Auszahlungen anhalten und Ihr Konto sperren.

Bei uns gespeichert:
Umsatzsteuer-Identifikationsnummer: {vat}
Auszahlungskonto: {iban}
E-Mail-Adresse: {KRANICH}
Telefon: +49 30 23125 044

Ihr Amazon-Team"""
    expected = Expected(
        platform="amazon",
        marketplace="DE",
        language="de",
        kind="information_request",
        scope="account",
        violations=("account.dac7",),
        issued="2026-09-03",
        links=("https://sellercentral.amazon.de/account-information",),
        deadline=("2026-11-02", "relative"),
        periods=(("response", "P60D"),),
        paths=("appeal_form",),
        authenticity="genuine",
        sensitive=(vat, iban, KRANICH, "+49 30 23125 044"),
        case="de-dac7",
    )
    mail = amazon(
        "de-dac7",
        "2026-09-03T09:30:00+02:00",
        "DAC7: Angaben zu Ihrem Konto",
        to=KRANICH,
        country="de",
        local="no-reply",
    )
    return Sample(
        "amazon-de-dac7-plain.eml", "VAT number and IBAN in the text; 60 days", mail.holding(text_part(text)), expected
    )


def _compliance() -> Sample:
    toys = (asin("holz kreisel"), asin("holz puzzle"))
    text = f"""Guten Tag,

für die folgenden Artikel fehlen uns Konformitätsunterlagen. Sie sind auf Amazon.de noch erhältlich.

ASIN: {toys[0]} - Holzkreisel, bunt, 6 Stück
ASIN: {toys[1]} - Steckpuzzle Bauernhof

Was müssen wir von Ihnen haben?
- die EU-Konformitätserklärung
- den Prüfbericht nach EN 71, nicht älter als 2 Jahre
- Name und Anschrift der verantwortlichen Person in der EU

Laden Sie die Unterlagen bis zum 13. November 2026 unter {PANEL} bei „Anforderungen zur Produktkonformität" hoch, als PDF, JPG oder PNG.
Liegen sie bis dahin nicht vor, entfernen wir die Angebote. Die Prüfung der Unterlagen dauert 10 bis 15 Werktage.

Amazon Produktkonformität"""
    inner = Inner(
        name="Amazon Produktkonformität", address="no-reply@amazon.de", date="Freitag, 23. Oktober 2026 13:05", subject="Unterlagen für Ihre Artikel",
        to="Torge Kranich",
    )  # fmt: skip
    comment = "Moin Anke,\n\nder Prüfbericht liegt beim Hersteller, bitte bis Mittwoch (08.04.) anfordern.\n\nGruß\nTorge\nMobil +49 30 23125 099"
    expected = Expected(
        platform="amazon",
        marketplace="DE",
        language="de",
        kind="warning",
        scope="listing",
        violations=("product.compliance_documents",),
        issued="2026-10-23",
        asins=toys,
        links=(PANEL,),
        deadline=("2026-11-13", "stated"),
        periods=(("evidence", "P2Y"), ("review", "P15D")),
        accepted_files=("pdf", "jpg", "png"),
        paths=("documents", "appeal_form"),
        authenticity="unverified",
        sensitive=("torge@kranichfeld.example", "+49 30 23125 099"),
        case="de-compliance",
    )
    mail = colleague(
        "de-compliance",
        "2026-10-26T08:11:00+01:00",
        "WG: " + inner.subject,
        ("Torge Kranich", "torge@kranichfeld.example"),
    )
    data = mail.holding(text_part(outlook_de(comment, inner, text)))
    return Sample(
        "amazon-de-compliance-outlook-forward.eml",
        "German Outlook; two dates, one of them the colleague's",
        data,
        expected,
    )


def _order_defects() -> Sample:
    orders = (order("defekt eins"), order("defekt zwei"), order("defekt drei"))
    policy = "https://sellercentral.amazon.de/gp/help/external/200285170"
    rows = "".join(f"<tr><td>{one}</td><td>A-bis-z-Garantieantrag</td></tr>" for one in orders)
    inner = f"""<p>Guten Tag,</p>
<p>Ihr Verkäuferkonto bei Amazon.de wurde vorübergehend deaktiviert, weil die Rate an Bestellmängeln zu hoch ist.</p>
<h3>Warum ist das passiert?</h3>
<p>In den letzten 60 Tagen lag Ihre Rate an Bestellmängeln bei 1,84 %. Der Zielwert liegt unter 1 %.
<a href="{policy}">Mehr über die Rate an Bestellmängeln</a></p>
<table><tr><td>Bestellnummer</td><td>Mangel</td></tr>{rows}</table>
<h3>Wie kann ich mein Konto reaktivieren?</h3>
<p>Schicken Sie uns einen Maßnahmenplan mit den Ursachen, den ergriffenen Maßnahmen und den Schritten, die weitere Mängel verhindern.</p>
<h3>Wie reiche ich diese Informationen ein?</h3>
<p>Klicken Sie unter <a href="{PANEL}?ref=ah_em_op">Verkäuferkontozustand</a> auf „Reaktivieren".</p>
<p>Verkäuferleistung</p>"""
    expected = Expected(
        platform="amazon",
        marketplace="DE",
        language="de",
        kind="violation",
        scope="account",
        violations=("performance.order_defects",),
        issued="2026-06-18",
        help_ids=("200285170",),
        links=(policy, PANEL + "?ref=ah_em_op"),
        periods=(("metric", "P60D"),),
        references={"order": orders},
        paths=("plan_of_action", "appeal_form"),
        authenticity="genuine",
        sensitive=(KRANICH,),
        case="de-order-defects",
    )
    mail = amazon("de-odr", "2026-06-18T03:02:44+02:00", "Ihr Konto wurde deaktiviert", to=KRANICH, country="de")
    data = mail.holding(text_part(page(inner, "de", "Antworten Sie binnen 24 Stunden"), "html"))
    return Sample(
        "amazon-de-order-defects-html.eml", "metric window that is no time limit; order ids in a table", data, expected
    )


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_used_as_new(), _used_rejected(), _dac7(), _compliance(), _order_defects()]

# ruff: noqa: E501 - the lines of a letter are as long as they are
"""Spanish and Italian notices."""

from __future__ import annotations

from invent import asin, digits
from mime import page, text_part
from sample import Complaint, Expected, Sample
from texts.platforms import ALDERWICK, amazon


def _counterfeit() -> Sample:
    bag, complaint_id = asin("mochila"), digits("mochila", 11)
    panel = "https://sellercentral.amazon.es/performance/dashboard?ref=ah_em_ip"
    policy = "https://sellercentral.amazon.es/gp/help/external/201361070"
    inner = f"""<p>Hola:</p>
<p>Hemos retirado de Amazon.es el producto que figura más abajo porque un titular de derechos nos ha informado de que es una
falsificación.</p>
<h3>¿Por qué ha ocurrido esto?</h3>
<p>El titular compró el producto y afirma que no es auténtico. Consulta nuestra <a href="{policy}">política de propiedad
intelectual</a>.</p>
<p>ASIN: {bag}<br>Título: Mochila plegable, gris perla<br>Tipo de infracción: Falsificación<br>
ID de la reclamación: {complaint_id}<br>Titular de los derechos: Cimavera Outdoor S.L. (marcas@cimavera.example)</p>
<h3>¿Cómo puedo reactivar mi producto?</h3>
<p>Envíanos, en un plazo de 10 días desde este mensaje, una factura del fabricante o una carta de autorización. Archivos admitidos:
.pdf, .jpg y .png. El titular también puede retirar la reclamación.</p>
<h3>¿Se ha retirado el producto por error?</h3>
<p>Explícanos el motivo en <a href="{panel}">Estado de la cuenta</a>, donde también se suben los documentos.</p>
<p>Equipo de Rendimiento del vendedor</p>"""
    owner = ("Cimavera Outdoor S.L.", "marcas@cimavera.example")
    expected = Expected(
        platform="amazon",
        marketplace="ES",
        language="es",
        kind="violation",
        scope="listing",
        violations=("ip.counterfeit",),
        issued="2026-04-27",
        asins=(bag,),
        help_ids=("201361070",),
        links=(policy, panel),
        deadline=("2026-05-07", "relative"),
        periods=(("response", "P10D"),),
        complaints=(Complaint(asins=(bag,), violation="ip.counterfeit", complaint_id=complaint_id, owner=owner),),
        references={"complaint": (complaint_id,)},
        rights_owner_emails=(owner[1],),
        accepted_files=("pdf", "jpg", "png"),
        paths=("documents", "retraction", "dispute", "appeal_form"),
        authenticity="genuine",
        sensitive=(ALDERWICK,),
        case="es-counterfeit",
    )
    mail = amazon(
        "es-counterfeit", "2026-04-27T11:44:00+02:00", "Hemos retirado tu producto", to=ALDERWICK, country="es"
    )
    data = mail.holding(text_part(page(inner, "es"), "html"))
    return Sample("amazon-es-counterfeit-html.eml", "Spanish; ten days from the notice", data, expected)


def _restricted() -> Sample:
    lamp = asin("lampada uv")
    panel = "https://sellercentral.amazon.it/performance/dashboard?ref=ah_em_rp"
    policy = "https://sellercentral.amazon.it/gp/help/external/200164330"
    text = f"""Salve,

abbiamo rimosso da Amazon.it la seguente offerta, perché l'articolo rientra tra i prodotti soggetti a restrizioni.

ASIN: {lamp}
Titolo: Lampada UV portatile per superfici

Perché è successo?
Gli articoli che emettono raggi UV-C senza protezione non possono essere venduti. Norme: {policy}

L'offerta è stata rimossa per errore?
Se ritiene che l'articolo non sia soggetto a restrizioni, ci spieghi perché entro il 30 maggio 2026 dalla pagina {panel}.

Il team Prestazioni del venditore"""
    expected = Expected(
        platform="amazon",
        marketplace="IT",
        language="it",
        kind="violation",
        scope="listing",
        violations=("product.restricted",),
        issued="2026-05-15",
        asins=(lamp,),
        help_ids=("200164330",),
        links=(policy, panel),
        deadline=("2026-05-30", "stated"),
        paths=("dispute", "appeal_form"),
        authenticity="genuine",
        sensitive=(ALDERWICK,),
        case="it-restricted",
    )
    mail = amazon("it-restricted", "2026-05-15T16:08:00+02:00", "Rimozione di un'offerta", to=ALDERWICK, country="it")
    return Sample("amazon-it-restricted-plain.eml", "Italian; a stated date", mail.holding(text_part(text)), expected)


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_counterfeit(), _restricted()]

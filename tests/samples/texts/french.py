# ruff: noqa: E501 - the lines of a letter are as long as they are
"""French notices of amazon.fr."""

from __future__ import annotations

from invent import asin, digits
from mime import both_ways, file_part, multipart, text_part
from pages import Letter, pdf, table
from reportlab.platypus import Flowable
from sample import Complaint, Expected, Sample
from texts.platforms import BRUMEVAL, amazon

PANEL = "https://sellercentral.amazon.fr/performance/dashboard"


def _copyright() -> Sample:
    print_, mug = asin("brumeval affiche"), asin("brumeval tasse")
    complaint_id = digits("brumeval affiche", 11)
    owner = ("Studio Vermeillon", "droits@vermeillon.example")
    policy = "https://sellercentral.amazon.fr/gp/help/external/201361070"
    text = f"""Bonjour,

Nous avons retiré de la vente sur Amazon.fr les articles ci-dessous, car un titulaire de droits nous a signalé une atteinte à son
droit d'auteur.

Pourquoi cela s'est-il produit ?
Selon le signalement, les images imprimées sur vos articles sont protégées par le droit d'auteur et vous n'avez pas l'accord de leur
auteur. Notre politique : {policy}

ASIN : {print_}
Titre : Affiche Phare sous la brume, 40 x 60 cm
ASIN : {mug}
Titre : Tasse Phare sous la brume
Type d'infraction : Droit d'auteur
Numéro de réclamation : {complaint_id}
Titulaire des droits : Studio Vermeillon
Adresse e-mail du titulaire : droits@vermeillon.example

Que puis-je faire ?
- Envoyez-nous une licence ou une lettre d'autorisation à notice-dispute@amazon.fr. Formats acceptés : .jpeg, .jpg, .png, .gif.
- Ou demandez au titulaire de retirer sa réclamation.
- Si vous pensez qu'il s'agit d'une erreur, expliquez-nous pourquoi à la même adresse.

Vous avez 90 jours pour demander le retour de votre stock.

L'équipe Performance des vendeurs
Amazon.fr"""
    asins = (print_, mug)
    expected = Expected(
        platform="amazon",
        marketplace="FR",
        language="fr",
        kind="violation",
        scope="listing",
        violations=("ip.copyright",),
        issued="2026-03-02",
        asins=asins,
        help_ids=("201361070",),
        links=(policy,),
        periods=(("stock", "P90D"),),
        complaints=(Complaint(asins=asins, violation="ip.copyright", complaint_id=complaint_id, owner=owner),),
        references={"complaint": (complaint_id,)},
        rights_owner_emails=(owner[1],),
        accepted_files=("jpeg", "jpg", "png", "gif"),
        paths=("documents", "retraction", "dispute"),
        authenticity="genuine",
        sensitive=(BRUMEVAL,),
        case="fr-copyright",
    )
    mail = amazon("fr-copyright", "2026-03-02T10:05:17+01:00", "Retrait de vos articles", to=BRUMEVAL, country="fr")
    return Sample(
        "amazon-fr-copyright-plain.eml",
        "space before the colon; answer by mail",
        mail.holding(text_part(text)),
        expected,
    )


def _late_shipment() -> Sample:
    text = f"""Bonjour,

Votre compte vendeur sur Amazon.fr risque d'être désactivé. Vos offres sont toujours en ligne.

**Pourquoi recevez-vous ce message ?**
Votre taux d'expédition en retard est de 6,2 % sur les 30 derniers jours et de 7,9 % sur les 10 derniers jours. L'objectif est de
moins de 4 %.

**Que devez-vous faire ?**
Envoyez-nous un plan d'action dans un délai de 7 jours à compter de ce message. Il doit indiquer :
- la cause des retards
- les mesures que vous avez prises
- les mesures qui éviteront de nouveaux retards

**Comment envoyer ces informations ?**
Depuis la page {PANEL}?ref=ah_em_ls

Sans réponse de votre part, nous pourrons désactiver votre compte.

L'équipe Performance des vendeurs"""
    expected = Expected(
        platform="amazon",
        marketplace="FR",
        language="fr",
        kind="warning",
        scope="account",
        violations=("performance.late_shipment",),
        issued="2026-10-28",
        links=(PANEL + "?ref=ah_em_ls",),
        deadline=("2026-11-04", "relative"),
        periods=(("metric", "P30D"), ("metric", "P10D"), ("response", "P7D")),
        paths=("plan_of_action", "appeal_form"),
        authenticity="genuine",
        sensitive=(BRUMEVAL,),
        case="fr-late-shipment",
    )
    mail = amazon(
        "fr-late", "2026-10-28T18:30:00+01:00", "Votre taux d'expédition en retard", to=BRUMEVAL, country="fr"
    )
    data = mail.holding(both_ways(text, "fr", mail.seed, "Votre compte vendeur"))
    return Sample("amazon-fr-late-shipment-alternative.eml", "two metric windows beside the time limit", data, expected)


def _dangerous_goods() -> Sample:
    goods = (
        (asin("brumeval encens"), "Recharge parfumée 200 ml", "UN1266"),
        (asin("brumeval bougie"), "Allume-feu naturel, 48 cubes", "UN1325"),
        (asin("brumeval vernis"), "Vernis pour bois, mat", "UN1263"),
    )
    policy = "https://sellercentral.amazon.fr/gp/help/external/201371860"
    text = f"""Bonjour,

Certains de vos articles expédiés par Amazon.fr ont été classés comme marchandises dangereuses possibles et ne peuvent plus être
vendus. La liste est jointe à ce message.

Que devez-vous faire ?
Importez une fiche de données de sécurité (FDS) de moins de 5 ans pour chaque article, ou la fiche d'exemption, dans un délai de 14
jours ouvrables à compter de ce message : {PANEL}
Passé ce délai, les unités seront éliminées à vos frais. La classification prend 2 jours ouvrables après réception des documents.

En savoir plus : {policy}

L'équipe Marchandises dangereuses"""
    letter = Letter(
        head="Amazon.fr - Marchandises dangereuses",
        title="Articles à documenter",
        foot="Pièce jointe 1",
    )
    rows = [["ASIN", "Titre", "Numéro ONU présumé"], *([*one] for one in goods)]
    content: list[str | Flowable] = [
        "Pour chacun des articles ci-dessous, une fiche de données de sécurité ou une fiche d'exemption est demandée.",
        table(letter, rows, (34, 92, 40)),
        "# Rappel",
        "La fiche comporte 16 rubriques. Le nom du produit doit être celui de la page de l'article.",
    ]
    expected = Expected(
        platform="amazon",
        marketplace="FR",
        language="fr",
        kind="violation",
        scope="listing",
        violations=("product.dangerous_goods",),
        issued="2026-10-07",
        asins=tuple(code for code, _, _ in goods),
        help_ids=("201371860",),
        links=(PANEL, policy),
        deadline=("2026-10-27", "relative"),
        periods=(("evidence", "P5Y"), ("response", "P14D"), ("review", "P2D")),
        paths=("documents", "appeal_form"),
        authenticity="unverified",
        sensitive=(BRUMEVAL,),
        case="fr-dangerous-goods",
    )
    mail = amazon(
        "fr-dg",
        "2026-10-07T09:20:00+02:00",
        "Marchandises dangereuses : documents requis",
        to=BRUMEVAL,
        country="fr",
        genuine=False,
    )
    body = multipart("mixed", [text_part(text), file_part("pièce jointe 1.pdf", pdf(letter, content))], mail.seed)
    return Sample(
        "amazon-fr-dangerous-goods-pdf.eml", "14 business days; a list in an attached PDF", mail.holding(body), expected
    )


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_copyright(), _late_shipment(), _dangerous_goods()]

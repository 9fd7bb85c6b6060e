"""Identity, tax and insurance numbers of persons in countries that have no detector of their own, by Presidio."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.redact.detectors.presidio import Recogniser, recognised
from assemble.redact.sensitive import Hit
from config.redaction import RedactionPolicy

RECOGNISERS = (
    Recogniser("EsNifRecognizer", by_form=True),
    Recogniser("EsNieRecognizer", by_form=True),
    Recogniser("ItFiscalCodeRecognizer", by_form=True),
    Recogniser("FiPersonalIdentityCodeRecognizer", by_form=True),
    Recogniser("KrRrnRecognizer", words=("주민등록번호", "resident registration number")),
    Recogniser("UkNinoRecognizer", words=("NINO", "NI number")),
    Recogniser("NhsRecognizer", words=("NHS",)),
    Recogniser("PlPeselRecognizer", words=("PESEL",)),
    Recogniser("DeTaxIdRecognizer", words=("Steuer-ID", "Steueridentifikationsnummer", "IdNr")),
    Recogniser("DeIdCardRecognizer", words=("Personalausweis", "Ausweisnummer", "Ausweis-Nr")),
    Recogniser("DeSocialSecurityRecognizer", words=("Sozialversicherungsnummer", "Rentenversicherungsnummer")),
    Recogniser("ItIdentityCardRecognizer"),
    Recogniser("ItDriverLicenseRecognizer"),
    Recogniser("SePersonnummerRecognizer", words=("personnummer",)),
    Recogniser("TrNationalIdRecognizer", words=("T.C. Kimlik", "TC Kimlik No", "kimlik")),
    Recogniser("InAadhaarRecognizer", words=("Aadhaar",)),
    Recogniser("InPanRecognizer", words=("Permanent Account Number", "PAN card", "PAN no")),
    Recogniser("SgFinRecognizer", words=("NRIC", "FIN number")),
    Recogniser("ThTninRecognizer"),
    Recogniser("CaSinRecognizer", words=("social insurance number",)),
    Recogniser("AuTfnRecognizer", words=("tax file number", "TFN")),
    Recogniser("UsLicenseRecognizer", words=("driver license", "driver's license", "driver licence")),
    Recogniser("UkDrivingLicenceRecognizer", words=("driving licence", "driving license")),
)


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every number with an unmistakable form and a right check digit, and what a word near it names."""
    yield from recognised(text, RECOGNISERS)

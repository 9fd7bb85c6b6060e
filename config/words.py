"""The closed word lists that all stages share: platforms, kinds, roles, violations.

Their meaning is told in docs/architecture.md; their wording in notices (cues per language) is data in platforms/*.yaml.
"""

from __future__ import annotations

from enum import StrEnum


class Platform(StrEnum):
    """Who sent the notice."""

    AMAZON = "amazon"
    JOOM = "joom"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What the message does to the seller."""

    VIOLATION = "violation"  # something was taken away, or it is decided that it will be
    WARNING = "warning"  # nothing taken yet: it still depends on the seller
    INFORMATION_REQUEST = "information_request"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_REJECTED = "appeal_rejected"
    REINSTATED = "reinstated"
    UNRELATED = "unrelated"


ACTIONABLE = frozenset({Kind.VIOLATION, Kind.WARNING, Kind.INFORMATION_REQUEST, Kind.APPEAL_REJECTED})
"""Kinds that ask the seller to do something: they must have a deadline or be shown to a person."""


class Scope(StrEnum):
    """What is affected."""

    ACCOUNT = "account"
    LISTING = "listing"
    FUNDS = "funds"


class Role(StrEnum):
    """What a period or date is for. Only RESPONSE makes a deadline."""

    ISSUED = "issued"
    RESPONSE = "response"
    FUNDS = "funds"
    EVIDENCE = "evidence"  # how old papers may be
    STOCK = "stock"
    REVIEW = "review"  # the marketplace's own time
    METRIC = "metric"
    COURT = "court"
    EVENT = "event"


class Basis(StrEnum):
    """Where a deadline comes from."""

    STATED = "stated"  # a date in the notice
    RELATIVE = "relative"  # a period in the notice, counted from the notice's own date
    RULE = "rule"  # none in the notice: our working target from config, never shown as the notice's


class AppealPath(StrEnum):
    """What a notice offers the seller to do."""

    PLAN_OF_ACTION = "plan_of_action"
    DISPUTE = "dispute"
    DOCUMENTS = "documents"
    RETRACTION = "retraction"
    APPEAL_FORM = "appeal_form"
    COURT = "court"
    NONE = "none"


class Verdict(StrEnum):
    """What is known about whether the message is genuine."""

    GENUINE = "genuine"
    UNVERIFIED = "unverified"
    SUSPICIOUS = "suspicious"


class MetricName(StrEnum):
    """Which figure of a seller's performance a notice tells."""

    ORDER_DEFECTS = "order_defects"
    LATE_SHIPMENT = "late_shipment"
    CANCELLATION = "cancellation"
    VALID_TRACKING = "valid_tracking"
    ON_TIME_DELIVERY = "on_time_delivery"
    INVOICE_DEFECTS = "invoice_defects"
    RETURNS = "returns"  # sent back or refunded
    ACCOUNT_HEALTH = "account_health"  # a rating in points, 0 to 1000


class Bound(StrEnum):
    """On which side of its target a figure is good."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class MoneyRole(StrEnum):
    """What is done with an amount."""

    HELD = "held"
    PENALTY = "penalty"


class Severity(StrEnum):
    """How much a finding of a readiness check weighs."""

    ERROR = "error"  # the packet is not ready
    WARNING = "warning"


class Audience(StrEnum):
    """Whom a packet is made for; a redaction policy says what each may see."""

    PLATFORM = "platform"
    AUDITOR = "auditor"


class PaperKind(StrEnum):
    """What a piece of evidence is; what is asked of it depends on that."""

    INVOICE = "invoice"
    AUTHORISATION = "authorisation"  # letter of authorisation, licence agreement
    TEST_REPORT = "test_report"
    CERTIFICATE = "certificate"  # of conformity, safety data sheet
    REGISTRATION = "registration"  # of a company, a trademark, a tax number
    BILL = "bill"  # of a utility or a bank
    IDENTITY = "identity"
    CONTRACT = "contract"
    LETTER = "letter"  # of somebody else: a withdrawal, a confirmation
    CARRIER = "carrier"  # label, scan, proof of delivery
    MESSAGES = "messages"  # with buyers
    SHIPMENTS = "shipments"  # table of orders on their way
    SCREENSHOT = "screenshot"
    PHOTO = "photo"
    RECORD = "record"  # the seller's own list, log or report


class Seen(StrEnum):
    """What a person looked for in a paper and found; only a person can see it."""

    BOTH_SIGNATURES = "both_signatures"  # signatures or seals of both parties
    ACCREDITATION = "accreditation"  # the laboratory's accreditation mark
    URL = "url"  # the whole address of the page
    TIME = "time"  # the date and time of the picture
    ACCOUNT_NAME = "account_name"  # name and address as in the seller account
    AS_RECEIVED = "as_received"  # the file is as its issuer sent it, whatever its data say
    NEEDED = "needed"  # the sensitive data in it are asked for


class ListingState(StrEnum):
    """What became of a listing that a notice names."""

    REMOVED = "removed"
    CORRECTED = "corrected"
    LIVE = "live"  # as it was when the notice came


class Violation(StrEnum):
    """One list of violation codes for all platforms; the part before the dot is the family."""

    IP_TRADEMARK = "ip.trademark"
    IP_COPYRIGHT = "ip.copyright"
    IP_PATENT = "ip.patent"
    IP_DESIGN = "ip.design"
    IP_COUNTERFEIT = "ip.counterfeit"
    IP_DISTRIBUTION = "ip.distribution"
    IP_SUSPECTED = "ip.suspected"
    PRODUCT_INAUTHENTIC = "product.inauthentic"
    PRODUCT_CONDITION = "product.condition"
    PRODUCT_NOT_AS_DESCRIBED = "product.not_as_described"
    PRODUCT_RESTRICTED = "product.restricted"
    PRODUCT_EXPIRED = "product.expired"
    PRODUCT_SAFETY = "product.safety"
    PRODUCT_COMPLIANCE_DOCUMENTS = "product.compliance_documents"
    PRODUCT_DANGEROUS_GOODS = "product.dangerous_goods"
    PRODUCT_RECALL = "product.recall"
    LISTING_VARIATION = "listing.variation"
    LISTING_DETAIL_PAGE = "listing.detail_page"
    PRICING_FAIR_PRICING = "pricing.fair_pricing"
    CONDUCT_REVIEW_MANIPULATION = "conduct.review_manipulation"
    CONDUCT_RANK_MANIPULATION = "conduct.rank_manipulation"
    CONDUCT_DROPSHIPPING = "conduct.dropshipping"
    CONDUCT_SUPPORT_MISUSE = "conduct.support_misuse"
    CONDUCT_FORGED_DOCUMENTS = "conduct.forged_documents"
    CONDUCT_CHARGE_WHEN_SHIP = "conduct.charge_when_ship"
    CONDUCT_PRIVATE_CONTACT = "conduct.private_contact"
    ACCOUNT_RELATED = "account.related"
    ACCOUNT_IDENTITY = "account.identity"
    ACCOUNT_INFORM_ACT = "account.inform_act"
    ACCOUNT_DAC7 = "account.dac7"
    ACCOUNT_DORMANT = "account.dormant"
    ACCOUNT_SECTION_3 = "account.section_3"  # only when nothing more exact is said
    PERFORMANCE_ORDER_DEFECTS = "performance.order_defects"
    PERFORMANCE_LATE_SHIPMENT = "performance.late_shipment"
    PERFORMANCE_CANCELLATION = "performance.cancellation"
    PERFORMANCE_VALID_TRACKING = "performance.valid_tracking"
    PERFORMANCE_RETURNS = "performance.returns"
    FULFILMENT_LATE = "fulfilment.late"
    FULFILMENT_FALSE_TRACKING = "fulfilment.false_tracking"
    FUNDS_RESERVE = "funds.reserve"
    LEGAL_RESTRAINING_ORDER = "legal.restraining_order"

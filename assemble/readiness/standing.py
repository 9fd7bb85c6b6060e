"""Checks on who and what stands behind the appeal: submitter, notice, way, listings, saved originals."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.case import case_asins, newest
from assemble.forms import may_deny, offered_paths
from assemble.lack import Lack
from assemble.review import Review
from config.words import ACTIONABLE, AppealPath, ListingState, Platform, Verdict


def submitter(review: Review) -> Iterator[Lack]:
    """A named person signs, who is the registered contact of the account and writes from its address."""
    if review.form is None:
        return
    given = review.answers.signatory
    wanted = {"name": given.name, "position": given.position, "company": given.company}
    missing = [name for name, value in wanted.items() if not value.strip()]
    if missing:
        yield review.lack("NP-SIGNATORY-EMPTY", "signatory", missing=", ".join(missing))
    if not given.registered:
        yield review.lack("NP-SUBMITTER-UNCONFIRMED", "signatory")
    known = {joined.facts.account for joined in review.case.notices if joined.facts.account}
    address = given.email.strip().casefold()
    if address and known and address not in known:
        yield review.lack("NP-SUBMITTER-ADDRESS", "signatory", address=address, known=", ".join(sorted(known)))


def authenticity(review: Review) -> Iterator[Lack]:
    """A notice that is not proven genuine was found in the seller account itself."""
    if review.answers.seen_in_account:
        return
    verdicts = {joined.facts.authenticity.verdict for joined in review.case.notices}
    amazon = review.case.platform is Platform.AMAZON
    where = "Performance Notifications in Seller Central" if amazon else "the seller account"
    if Verdict.SUSPICIOUS in verdicts:
        yield review.lack("NP-AUTHENTICITY-SUSPICIOUS", "authenticity", where=where)
    elif Verdict.UNVERIFIED in verdicts:
        yield review.lack("NP-AUTHENTICITY-UNVERIFIED", "authenticity", where=where)


def way(review: Review) -> Iterator[Lack]:
    """The way that is taken is one that the notice offers, and was chosen where there is a choice."""
    if newest(review.case).kind not in ACTIONABLE:
        return
    offered, chosen = offered_paths(review.case), review.answers.path
    if chosen is not None:
        if offered and chosen not in offered:
            yield review.lack("NP-PATH-NOT-OFFERED", "path", path=chosen.value, offered=", ".join(offered))
    elif review.form is None:
        yield review.lack("NP-PATH-COURT" if AppealPath.COURT in offered else "NP-PATH-NONE", "path")
    elif may_deny(review.case, review.form):
        yield review.lack("NP-PATH-CHOICE", "path")
    elif review.choice.why == "not_stated":
        yield review.lack("NP-PATH-UNKNOWN", "path")


def listings(review: Review) -> Iterator[Lack]:
    """Somebody looked at every listing named, and none is still as it was when the notice came."""
    if review.form is None or not review.form.admits:
        return
    looked: dict[str, ListingState] = {}
    for one in review.answers.listings:
        if one.state and one.checked:
            looked.update(dict.fromkeys(one.asins or case_asins(review.case), one.state))
    unseen = ", ".join(asin for asin in case_asins(review.case) if asin not in looked)
    live = ", ".join(asin for asin in case_asins(review.case) if looked.get(asin) is ListingState.LIVE)
    if unseen:
        yield review.lack("NP-LISTING-UNCHECKED", "listings", asins=unseen)
    if live:
        yield review.lack("NP-LISTING-LIVE", "listings", asins=live)


def backups(review: Review) -> Iterator[Lack]:
    """The originals that are lost with the account were saved elsewhere, or it is said why there are none."""
    if review.form is None:
        return
    saved = {one.what.strip().casefold() for one in review.answers.backups if one.done and one.where.strip()}
    wanted = review.checks.backups.get(review.case.platform, ())
    if missing := ", ".join(what for what in wanted if what.casefold() not in saved):
        yield review.lack("NP-BACKUP-MISSING", "backups", missing=missing)

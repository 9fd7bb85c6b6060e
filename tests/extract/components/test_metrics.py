"""Figures are read with their target and how long they were measured, and money with what is done with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.components.numbers import plain_number
from extract.facts import Facts

READ = Callable[..., Facts]
GONE = "Your selling account has been deactivated.\n\n"


@pytest.mark.parametrize(
    ("body", "figure"),
    [
        (
            "Your account was deactivated. Your order defect rate reached 1.84% in the past 60 days. "
            "It must stay under 1%.",
            "order_defects 1.84 % (at_most 1 %, P60D)",
        ),
        (
            "We paused your offers: valid tracking rate 91.06% (target: at least 95%, trailing 30 days).",
            "valid_tracking 91.06 % (at_least 95 %, P30D)",
        ),
        (
            "Your account is deactivated because your on-time delivery rate is 86.4% instead of 90%.",
            "on_time_delivery 86.4 % (at_least 90 %)",
        ),
        (
            "Your account is at risk of deactivation. Account Health Rating: 87. It should be at least 200.",
            "account_health 87 (at_least 200)",
        ),
        (
            "Your account was suspended, as your cancellation rate exceeds 2.5%.",
            "cancellation misses its target (at_most 2.5 %)",
        ),
        (
            "Ihr Verkäuferkonto ist gesperrt. In den letzten 30 Tagen gingen 7,25 % der Bestellungen zu spät raus, "
            "verspäteter Versand darf höchstens 4 % ausmachen.",
            "late_shipment 7.25 % (at_most 4 %, P30D)",
        ),
        (
            "Votre compte est suspendu. Votre taux d'annulation atteint 6,1 % sur 7 jours. L'objectif : 2,5 %.",
            "cancellation 6.1 % (at_most 2.5 %, P7D)",
        ),
        (
            "Il suo account è sospeso: il tasso di ordini difettosi è pari al 2,2% negli ultimi 60 giorni, "
            "oltre la soglia dell'1%.",
            "order_defects 2.2 % (at_most 1 %, P60D)",
        ),
        (
            "Su cuenta está suspendida. La tasa de envíos con retraso llegó al 9 % en los últimos 10 días "
            "y el límite es del 4 %.",
            "late_shipment 9 % (at_most 4 %, P10D)",
        ),
        (
            "Магазин заблокирован. За последние 30 дней процент поздних отправок составил 11,5 % "
            "при норме не более 5 %.",
            "late_shipment 11.5 % (at_most 5 %, P30D)",
        ),
        (
            "您的账户已被停用。过去60天内您的订单缺陷率为2.4%，超过了1%的上限。",
            "order_defects 2.4 % (at_most 1 %, P60D)",
        ),
        (
            "出品用アカウントを停止しました。過去7日間のキャンセル率は４．２％で、目標は2.5%未満です。",
            "cancellation 4.2 % (at_most 2.5 %, P7D)",
        ),
    ],
)
def test_a_figure_has_its_value_its_target_and_its_window(body: str, figure: str, facts_of: READ) -> None:
    """In eight languages, in percent and in points, in one sentence or over two."""
    facts = facts_of(body)

    assert [metric.in_words() for metric in facts.metrics] == [figure]
    assert [f.value for f in facts.findings if f.kind == "metric"] == [figure]


def test_several_figures_of_one_notice_keep_apart(facts_of: READ) -> None:
    """Each number goes to the figure named before it."""
    facts = facts_of(
        GONE + "Order defect rate: 1.30% (target under 1%)\nLate shipment rate: 5.20% (target under 4%)\n"
        "Cancellation rate: 0.40% (target under 2.5%)\n"
    )

    assert [(m.name, m.value, m.target) for m in facts.metrics] == [
        ("order_defects", "1.30", "1"),
        ("late_shipment", "5.20", "4"),
        ("cancellation", "0.40", "2.5"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Tell us how you will keep your order defect rate below 1%.",
        "Until Sunday you save 20% on advertising.",
        "Your plan should say how the late shipment rate will stay under 4% in future.",
    ],
)
def test_what_is_asked_for_in_future_is_no_figure(body: str, facts_of: READ) -> None:
    """A target without a value, and a share of something else."""
    assert facts_of(GONE + body).metrics == ()


@pytest.mark.parametrize(
    ("body", "money"),
    [
        ("We are holding 2,310.75 USD of your balance for 90 days.", [("held", "2310.75", "USD", None)]),
        ("Wir halten Ihr Guthaben von 1.204,50 € zurück.", [("held", "1204.50", "EUR", None)]),
        ("Vos fonds (845 EUR) sont bloqués pendant 90 jours.", [("held", "845", "EUR", None)]),
        ("売上金12,400円を留保しております。", [("held", "12400", "JPY", None)]),
        ("我们已冻结您账户中的资金3.2万元。", [("held", "32000", "CNY", None)]),
        ("С вашего баланса удержан штраф 1 500 ₽.", [("penalty", "1500", "RUB", None)]),
        ("A penalty of $75.00 was charged to your account.", [("penalty", "75.00", "USD", None)]),
        ("40% of your payouts are held as a reserve.", [("held", None, None, "40")]),
        ("If you do not answer, we may keep 500 USD of your balance.", []),
        ("Your offer was removed because its price of 89.99 USD is too high.", []),
    ],
)
def test_money_that_is_held_or_taken_is_told(body: str, money: list[tuple[str | None, ...]], facts_of: READ) -> None:
    """Amounts as each language writes them; a price and a threat are neither."""
    facts = facts_of(GONE + body)

    assert [(m.role, m.amount, m.currency, m.share) for m in facts.money] == money


@given(st.integers(0, 9_999_999), st.integers(0, 99), st.sampled_from([",.", ".,", " ,", "'."]))
def test_a_number_is_the_same_however_it_is_grouped(whole: int, cents: int, signs: str) -> None:
    """Thousands by commas, points, spaces or apostrophes; two decimals behind the other sign."""
    group, decimal = signs
    grouped = f"{whole:,}".replace(",", group)

    assert plain_number(f"{grouped}{decimal}{cents:02}") == f"{whole}.{cents:02}"
    if whole >= 1000:
        assert plain_number(grouped) == str(whole)

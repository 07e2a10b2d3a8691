"""QRIS: every published and made-up code of the reference reads as it should, or is refused."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vectors import vectors
from tilo.qris import (
    ERROR_CODES,
    LIMIT_RUPIAH,
    QrisAmountTooHigh,
    QrisCode,
    QrisDamaged,
    QrisError,
    QrisForeign,
    QrisHasAmount,
    QrisNotValid,
    QrisTransferCode,
    QrisUnreadable,
    Tip,
    build,
    checksum,
    merchant_code,
    parse,
    with_amount,
)

VECTORS = vectors("qris")
PAYLOADS = {case["name"]: case["payload"] for case in VECTORS["valid"]}
WARUNG = PAYLOADS["synthetic_static"]
EMVCO_SAMPLE = (
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN"
    "5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412"
    "340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A"
)


def named(cases: list[dict[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def resealed(payload: str, old: str, new: str) -> str:
    """The payload with a field changed and a right checksum again."""
    assert old in payload
    text = payload[:-4].replace(old, new)
    return text + checksum(text)


def test_the_parser_knows_exactly_the_errors_of_the_reference() -> None:
    assert list(ERROR_CODES) == VECTORS["error_codes"]


@pytest.mark.parametrize("case", VECTORS["crc"]["vectors"], ids=lambda case: case["crc"])
def test_the_checksum_is_the_references(case: dict[str, str]) -> None:
    assert checksum(case["input"]) == case["crc"]


def told_of(code: QrisCode) -> dict[str, Any]:
    """A code in the words of the vector file."""
    tip = code.tip.model_dump(exclude_none=True) if code.tip else None
    accounts = [account.model_dump() for account in code.accounts]
    same = "point_of_initiation nmid national_criteria mcc currency amount merchant_name"
    names = [*same.split(), "merchant_city", "postal_code", "crc"]
    told = {name: getattr(code, name) for name in names}
    tags = [tag for tag, _ in code.fields] + ["63"]
    odd = {"tip": tip, "accounts": accounts, "tag_order": tags, "warnings": list(code.warnings)}
    return told | odd


@named(VECTORS["valid"])
def test_a_valid_code_says_what_the_reference_says(case: dict[str, Any]) -> None:
    expected = {name: value for name, value in case["expect"].items() if name != "fields"}
    code = parse(case["payload"])
    assert told_of(code) == expected
    fields = dict(code.fields) | {"63": code.crc}
    for tag, value in case["expect"]["fields"].items():
        if isinstance(value, str):
            assert fields[tag] == value
    inside = case["expect"]["fields"].get("62", {})
    known = {k: v for k, v in code.additional.model_dump().items() if k != "other" and v}
    assert sorted([*known.values(), *(v for _, v in code.additional.other)]) == sorted(
        inside.values()
    )


@named(VECTORS["malformed"])
def test_a_malformed_code_is_refused_by_the_references_word(case: dict[str, Any]) -> None:
    with pytest.raises(QrisError) as caught:
        parse(case["payload"], strict=case["strict"])
    assert caught.value.code == case["expect_error"]


def tip_of(params: dict[str, Any]) -> Tip | None:
    match params.get("tip"):
        case {"mode": "fixed", "value": amount}:
            return Tip.fixed(amount)
        case {"mode": "percent", "value": rate}:
            return Tip.percent(int(rate) * 100)
    return None


@named(VECTORS["convert"])
def test_an_amount_goes_into_a_static_code(case: dict[str, Any]) -> None:
    params = case["params"]
    code, number = parse(case["static"]), params.get("bill_number")
    made = with_amount(code, params["amount"], tip=tip_of(params), bill_number=number)
    assert made == case["expect"]
    assert parse(made, strict=True).amount_rupiah == params["amount"]


def test_a_code_without_point_of_initiation_becomes_dynamic() -> None:
    bare = parse(resealed(WARUNG, "010211", ""))
    assert bare.point_of_initiation is None
    assert with_amount(bare, 25_000) == PAYLOADS["synthetic_dynamic_25000"]


def test_an_untidy_code_is_written_in_order_and_keeps_all_it_said() -> None:
    untidy = parse(PAYLOADS["linkaja_out_of_order_tags"])
    tidy = parse(with_amount(untidy, 12_000))
    assert "TAG_ORDER" not in tidy.warnings
    assert tidy.accounts == untidy.accounts
    assert tidy.additional == untidy.additional
    assert (tidy.amount_rupiah, tidy.tip) == (12_000, None)


def test_the_tip_of_an_earlier_amount_is_not_kept() -> None:
    tipped = parse(PAYLOADS["doku_fixed_tip"])
    assert parse(with_amount(tipped, 20_000)).tip is None
    assert parse(with_amount(tipped, 20_000, tip=Tip.prompt())).tip == Tip.prompt()


@pytest.mark.parametrize(("rate_bp", "written"), [(500, "5"), (75, "0.75"), (1050, "10.5")])
def test_a_tip_in_per_cent_is_written_briefly(rate_bp: int, written: str) -> None:
    assert Tip.percent(rate_bp) == Tip(mode="percent", value=written)
    assert parse(with_amount(parse(WARUNG), 1, tip=Tip.percent(rate_bp))).tip == Tip.percent(
        rate_bp
    )


@pytest.mark.parametrize("amount", [0, -25_000])
def test_nothing_can_be_asked_for_nothing(amount: int) -> None:
    with pytest.raises(QrisError) as caught:
        with_amount(parse(WARUNG), amount)
    assert (caught.value.code, caught.value.tag) == ("AMOUNT_FORMAT", "54")


def test_more_than_a_wallet_may_pay_is_refused_with_the_limit() -> None:
    assert parse(with_amount(parse(WARUNG), LIMIT_RUPIAH)).amount == "10000000"
    with pytest.raises(QrisAmountTooHigh) as caught:
        with_amount(parse(WARUNG), LIMIT_RUPIAH + 1)
    assert caught.value.facts == {"amount_rupiah": 10_000_001, "limit_rupiah": 10_000_000}


@pytest.mark.parametrize("number", ["", "B" * 26, "BON-№1"])
def test_a_bill_number_that_cannot_stand_in_a_code_is_an_error(number: str) -> None:
    with pytest.raises(QrisError):
        with_amount(parse(WARUNG), 25_000, bill_number=number)


def test_a_bill_number_that_finds_no_room_is_an_error() -> None:
    code = parse(resealed(WARUNG, "62070703A01", f"62990795{'A' * 95}"))
    with pytest.raises(QrisError) as caught:
        with_amount(code, 25_000, bill_number="KMG-K7-000123")
    assert (caught.value.code, caught.value.tag) == ("TOO_LONG_FIELD", "62")
    assert with_amount(code, 25_000)


def test_who_settles_is_named_by_number_or_by_domain() -> None:
    names = {name: parse(text).accounts[0].acquirer for name, text in PAYLOADS.items()}
    assert names["midtrans_docs_dynamic_with_amount"] == "GoPay"
    assert names["ovo_amount_only"] == "OVO"
    assert names["sunary_no_mcc_no_postal"] == "ShopeePay"  # its PAN is malformed
    assert names["synthetic_static"] is None
    assert parse(PAYLOADS["doku_fixed_tip"]).accounts[0].nns == "93600899"


def test_the_size_class_comes_from_the_national_template_first() -> None:
    assert parse(PAYLOADS["spin_three_stars_bill_number"]).criteria == "UMI"
    assert parse(PAYLOADS["astrapay_yokke_no_tag_51"]).criteria == "UBE"
    assert parse(PAYLOADS["qris_transfer_tag_40"]).criteria is None


def test_a_fraction_of_a_rupiah_is_no_amount_of_ours() -> None:
    assert parse(PAYLOADS["midtrans_docs_dynamic_with_amount"]).amount_rupiah == 789_000
    odd = resealed(PAYLOADS["synthetic_dynamic_25000"], "540525000", "540825000.50")
    assert (parse(odd).amount, parse(odd).amount_rupiah) == ("25000.50", None)


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("5918WARUNG TILO CONTOH", "5926WARUNG TILO CONTOH SELATAN", "TOO_LONG_FIELD:59"),
        ("6015JAKARTA SELATAN", "6016JAKARTA SELATANN", "TOO_LONG_FIELD:60"),
        ("610512190", "", "MISSING_TAG:61"),
        ("6015JAKARTA SELATAN", "", "MISSING_TAG:60"),
        ("5918WARUNG TILO CONTOH", "", "MISSING_TAG:59"),
        ("52045812", "", "MISSING_TAG:52"),
    ],
)
def test_what_we_print_must_be_tidier_than_what_we_read(old: str, new: str, warning: str) -> None:
    payload = resealed(WARUNG, old, new)
    assert parse(payload).warnings == (warning,)
    with pytest.raises(QrisError) as caught:
        parse(payload, strict=True)
    assert str(caught.value) == warning


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("5303360", "5303360540525000", "STATIC_WITH_AMOUNT"),
        ("010211", "010212", "DYNAMIC_WITHOUT_AMOUNT"),
        ("5802ID", "56035005802ID", "TIP_WITHOUT_INDICATOR"),
        ("62070703A01", "62070703A018003xyz", "TEMPLATE:80"),
        ("62070703A01", "62070703A016403xyz", "TAG_ORDER"),
        ("5918WARUNG TILO CONTOH", "5918WARUNG TILO CÖNTOH", "NOT_ASCII"),
        ("5918WARUNG TILO CONTOH", "5918WARUNG\x1bTILO CONTOH", "NOT_ASCII"),
    ],
)
def test_oddities_that_cost_nobody_money_are_warnings(old: str, new: str, warning: str) -> None:
    assert warning in parse(resealed(WARUNG, old, new)).warnings


def test_a_checksum_in_small_letters_is_the_same_checksum() -> None:
    code = parse(WARUNG[:-4] + WARUNG[-4:].lower())
    assert (code.crc, code.warnings) == (WARUNG[-4:], ("CRC_LOWER_CASE",))


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("5303360", "5303840", "CURRENCY_NOT_IDR:53"),
        ("26690017", "26690317", "TEMPLATE:26"),
        ("62070703A01", "62070799A01", "TEMPLATE:62"),
        ("62070703A01", "62140703A010703A02", "TEMPLATE:62"),
        ("5303360", "5303360550202", "TIP_FIXED_MISSING:56"),
        ("5303360", "53033605502035704ABCD", "TIP_PERCENT_RANGE:57"),
        ("5303360", "5303360550203570400.0", "TIP_PERCENT_RANGE:57"),
        ("5303360", "53033605414123456789012.0", "AMOUNT_FORMAT:54"),
        ("5303360", "530336054052.500", "AMOUNT_FORMAT:54"),
    ],
)
def test_oddities_about_money_are_errors(old: str, new: str, error: str) -> None:
    with pytest.raises(QrisError) as caught:
        parse(resealed(WARUNG, old, new))
    assert str(caught.value) == error


def test_a_code_that_names_no_account_pays_nobody() -> None:
    text = "0002010102115204581253033605802ID5904TILO6007JAKARTA6105121906304"
    with pytest.raises(QrisError) as caught:
        parse(text + checksum(text))
    assert caught.value.code == "NO_MERCHANT_ACCOUNT"


def test_the_checksum_field_stands_last() -> None:
    text = WARUNG[:-8] + f"6304{checksum(WARUNG[:-4])}" + "8006000201"
    with pytest.raises(QrisError) as caught:
        parse(text)
    assert caught.value.code == "CRC_NOT_LAST"


def test_the_standards_own_sample_counts_characters_and_sums_bytes() -> None:
    code = parse(EMVCO_SAMPLE)
    assert (code.country, code.merchant_name, code.amount) == ("CN", "BEST TRANSPORT", "23.72")
    assert "NOT_ASCII" in code.warnings
    assert "MISSING_TAG:61" not in code.warnings


# ---- what a merchant hands in


def test_a_merchants_own_code_is_taken_with_the_white_space_of_a_scanner() -> None:
    code = merchant_code(f"  {WARUNG}\r\n")
    assert (code.payload, code.merchant_name) == (WARUNG, "WARUNG TILO CONTOH")


@pytest.mark.parametrize(
    ("text", "refusal", "facts"),
    [
        ("", QrisUnreadable, {"reason": "EMPTY"}),
        ("https://example.com/menu?t=7", QrisUnreadable, {"reason": "TLV_HEADER"}),
        (WARUNG[:-20], QrisDamaged, {"reason": "TLV_TRUNCATED:61"}),
        (WARUNG.replace("TILO", "TILA"), QrisDamaged, {"reason": "CRC_MISMATCH:63"}),
        (resealed(WARUNG, "5303360", "5303840"), QrisNotValid, {"reason": "CURRENCY_NOT_IDR:53"}),
        (resealed(WARUNG, "G TILO", "G\x1bTILO"), QrisNotValid, {"reason": "NOT_PRINTABLE"}),
        (EMVCO_SAMPLE, QrisForeign, {"country": "CN"}),
        (PAYLOADS["synthetic_dynamic_25000"], QrisHasAmount, {"amount": "25000"}),
        (PAYLOADS["qris_transfer_tag_40"], QrisTransferCode, {}),
    ],
)
def test_what_is_no_shops_code_is_refused_by_name(
    text: str, refusal: type[QrisUnreadable], facts: dict[str, str]
) -> None:
    with pytest.raises(refusal) as caught:
        merchant_code(text)
    assert caught.value.facts == facts


def test_nobodys_private_account_is_charged_for_a_meal() -> None:
    transfer = parse(PAYLOADS["qris_transfer_tag_40"])
    assert transfer.transfer
    assert transfer.additional.purpose == "DMCT"
    with pytest.raises(QrisTransferCode):
        with_amount(transfer, 25_000)
    assert not parse(WARUNG).transfer


# ---- whatever comes


@given(st.text(max_size=600))
def test_any_text_is_a_code_or_a_refusal(text: str) -> None:
    for strict in (False, True):
        with suppress(QrisError):
            assert parse(text, strict=strict).payload == text


@given(st.text(alphabet=[*map(str, range(10)), *"AZ.\ud800é\x00 "], max_size=80))
def test_any_text_with_a_right_checksum_is_a_code_or_a_refusal(text: str) -> None:
    body = f"000201{text}6304"
    with suppress(QrisError):
        assert parse(body + checksum(body)).payload == body + checksum(body)


ASCII = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1)


def template(pairs: dict[str, str]) -> str:
    return "".join(f"{tag}{len(value):02}{value}" for tag, value in sorted(pairs.items()))


@st.composite
def payloads(draw: st.DrawFn) -> str:
    """Codes as acquirers might write them."""

    def text(longest: int) -> str:
        return draw(ASCII)[:longest]

    fields = {"00": "01", "01": draw(st.sampled_from(["11", "12"]))}
    for tag in draw(st.sets(st.integers(26, 45), min_size=1, max_size=2)):
        fields[str(tag)] = template({"00": text(20), "01": "936009990000012345", "02": text(15)})
    fields["51"] = template({"00": "ID.CO.QRIS.WWW", "02": "ID1020000000017", "03": "UKE"})
    fields |= {"52": "5812", "53": "360", "58": "ID"}
    fields |= {"59": text(25), "60": text(15), "61": text(10)}
    if draw(st.booleans()):
        fields["54"] = str(draw(st.integers(1, 10**9)))
    if draw(st.booleans()):
        fields["62"] = template({"01": text(20), "07": text(16)})
    return build(fields.items())


@given(payloads())
def test_reading_and_writing_again_changes_nothing(payload: str) -> None:
    assert build(parse(payload, strict=True).fields) == payload


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_published_code_written_again_says_the_same(name: str) -> None:
    code = parse(PAYLOADS[name])
    again = parse(build(code.fields))
    assert sorted(again.fields) == sorted(code.fields)
    if "TAG_ORDER" not in code.warnings:
        assert again.payload == code.payload


@given(payloads(), st.data())
def test_one_wrong_character_is_always_noticed(payload: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(payload) - 1))
    other = data.draw(st.characters(exclude_characters=payload[at]))
    assert noticed(payload, payload[:at] + other + payload[at + 1 :])


def test_one_wrong_character_anywhere_in_a_stickers_code_is_noticed() -> None:
    for at, was in enumerate(WARUNG):
        for other in map(chr, range(0x20, 0x7F)):
            assert other == was or noticed(WARUNG, WARUNG[:at] + other + WARUNG[at + 1 :])


@given(payloads(), st.data())
def test_one_lost_or_doubled_character_is_always_noticed(payload: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(payload) - 1))
    assert noticed(payload, payload[:at] + payload[at + 1 :])
    assert noticed(payload, payload[:at] + payload[at] + payload[at:])


def noticed(payload: str, corrupted: str) -> bool:
    """Refused, or read with a warning that the true one did not have and the same contents."""
    try:
        code = parse(corrupted)
    except QrisError:
        return True
    new = set(code.warnings) - set(parse(payload).warnings)
    return new == {"NOT_ASCII"} or (
        new == {"CRC_LOWER_CASE"} and code.fields == parse(payload).fields
    )

//! Money is exact: whatever the engine does with it, decimals of any length give the same.

use fastrand::Rng;
use jiuzhu_engine::{Money, Ratio};
use rust_decimal::{Decimal, RoundingStrategy};

const CASES: u64 = 200_000;

/// Up to what a person may tell, small amounts as often as large ones.
fn amount(random: &mut Rng) -> Money {
    let digits = random.u32(0..=11);
    Money::from_fen(random.i64(0..=10_i64.pow(digits)))
}

fn to_fen(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

#[test]
fn sums_products_and_what_is_shown_are_those_of_decimals() {
    for seed in 0..CASES {
        let random = &mut Rng::with_seed(seed);
        let (one, two, times) = (amount(random), amount(random), random.u32(0..=240));
        let ratio = Ratio::from_basis_points(random.i64(0..=60_000));
        let [d_one, d_two] = [one, two].map(Decimal::from);
        assert_eq!(Decimal::from(one + two), d_one + d_two, "{one} + {two}");
        assert_eq!(Decimal::from(one - two), d_one - d_two, "{one} - {two}");
        assert_eq!(Decimal::from(one * times), d_one * Decimal::from(times), "{one} × {times}");
        let product = one * ratio;
        let d_product = d_one * Decimal::from(ratio);
        assert_eq!(Decimal::from(product), d_product, "{one} × {ratio}");
        assert_eq!(Decimal::from(product.to_fen()), to_fen(d_product), "{one} × {ratio} to the fen");
        assert_eq!(Decimal::from(product.up_to_whole_yuan()), d_product.ceil(), "{one} × {ratio} to the yuan");
        assert_eq!(product > two, d_product > d_two, "{one} × {ratio} beside {two}");
        let shared = one.shared_by(times);
        let d_shared = d_one.checked_div(Decimal::from(times)).unwrap_or_default();
        assert_eq!(Decimal::from(shared), to_fen(d_shared), "{one} shared by {times}");
    }
}

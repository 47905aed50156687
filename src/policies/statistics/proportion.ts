export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 95 % of a standard normal distribution lie between -z and z. */
const z = 1.959963984540054;

/**
 * Where the true share lies with 95 % confidence (Wilson's score interval). Unlike the normal approximation it is valid for
 * small numbers, and for a share of 0 or 1. Undefined if `all` is 0.
 */
export function wilson(some: number, all: number): Interval | undefined {
  if (all === 0) return undefined;
  const share = some / all;
  const weight = 1 + z ** 2 / all;
  const middle = (share + z ** 2 / (2 * all)) / weight;
  const reach = (z / weight) * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
  // Rounding must not exclude a share of 0 or 1, nor leave the range from 0 to 1.
  return {
    low: some === 0 ? 0 : Math.max(0, middle - reach),
    high: some === all ? 1 : Math.min(1, middle + reach),
  };
}

export interface Share {
  readonly some: number;
  readonly all: number;
}

export interface Difference extends Interval {
  readonly difference: number;
}

/**
 * The difference between two shares, and where the true difference lies with 95 % confidence (Newcombe's method 10). Undefined if `all`
 * is 0 in one of them.
 */
export function newcombe(one: Share, other: Share): Difference | undefined {
  const a = wilson(one.some, one.all);
  const b = wilson(other.some, other.all);
  if (!a || !b) return undefined;
  const p = one.some / one.all;
  const q = other.some / other.all;
  const difference = p - q;
  return {
    difference,
    low: difference - Math.hypot(p - a.low, b.high - q),
    high: difference + Math.hypot(a.high - p, q - b.low),
  };
}

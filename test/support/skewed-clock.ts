/** Imported before the service: the wall clock of this process is off. Its monotonic clock is not, as on any machine. */
const skewMs = Number(process.env.CLOCK_SKEW_MS ?? 0);

const RealDate = Date;

class SkewedDate extends RealDate {
  constructor(...given: [] | [value: number | string | Date]) {
    if (given.length === 0) super(SkewedDate.now());
    else super(...given);
  }

  static override now(): number {
    return RealDate.now() + skewMs;
  }
}

globalThis.Date = SkewedDate as DateConstructor;

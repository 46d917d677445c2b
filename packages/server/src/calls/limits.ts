export const DESTINATION_CLASSES = ['normal', 'premium', 'satellite', 'high_risk'] as const;
export type DestinationClass = (typeof DESTINATION_CLASSES)[number];

/** What a partner sets for one customer, or as its default for all. Null: nothing said. Money is units of 10⁻⁵. */
export interface CallLimits {
  readonly allowedClasses: readonly DestinationClass[] | null;
  /** 10⁻⁹ of the wallet's currency. */
  readonly maxRatePerMinute: bigint | null;
  readonly maxCallSeconds: number | null;
  /** For calls of one day in the customer's time zone. */
  readonly dailySpendCap: bigint | null;
  /** In place of the cap until then. */
  readonly raisedSpendCap: bigint | null;
  readonly raisedUntil: Date | null;
}

/** The partner's default says besides whether calls below cost are let through, at the partner's own expense. */
export interface PartnerCallLimits extends CallLimits {
  readonly allowLoss: boolean;
}

/** What refuses calls for their price, of all customers of a partner. */
export interface PriceLimits {
  readonly allowLoss: boolean;
  /** 10⁻⁹ of the wallet's currency; null: none. */
  maxRateOf(customerId: string): bigint | null;
}

export const NO_LIMITS: PartnerCallLimits = {
  allowedClasses: null,
  maxRatePerMinute: null,
  maxCallSeconds: null,
  dailySpendCap: null,
  raisedSpendCap: null,
  raisedUntil: null,
  allowLoss: false,
};

/** Of nobody asked: what an account may call whose partner has said nothing. */
export const DEFAULT_CLASSES: readonly DestinationClass[] = ['normal'];
/** However much money there is, a call ends then: twelve hours. */
export const LONGEST_CALL_SECONDS = 43_200;

/** What holds for one call. */
export interface EffectiveLimits {
  readonly allowedClasses: ReadonlySet<DestinationClass>;
  readonly maxRatePerMinute: bigint | null;
  readonly maxCallSeconds: number;
  readonly dailySpendCap: bigint | null;
  readonly allowLoss: boolean;
}

/** The stricter of two limits. */
export function least(a: bigint | null, b: bigint | null): bigint | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** A cap with the raise that holds at an instant. A raise never lowers a cap, and is none where there is no cap. */
function raisedAt(cap: bigint | null, limits: CallLimits, at: Date): bigint | null {
  const raise = limits.raisedUntil !== null && at < limits.raisedUntil ? limits.raisedSpendCap : null;
  return cap !== null && raise !== null && raise > cap ? raise : cap;
}

/** The cap that a raise of the customer's own is above: its own usual one and its partner's, the stricter of both. */
export function capToRaise(partner: CallLimits, own: CallLimits, at: Date): bigint | null {
  return least(raisedAt(partner.dailySpendCap, partner, at), own.dailySpendCap);
}

/**
 * Both sides together: of two limits the stricter one wins. A raise of the customer's cap wins over the partner's default
 * while it lasts, else it would raise nothing.
 */
export function effectiveLimits(partner: PartnerCallLimits, own: CallLimits, at: Date): EffectiveLimits {
  const ofPartner = new Set(partner.allowedClasses ?? own.allowedClasses ?? DEFAULT_CLASSES);
  const ofOwn = own.allowedClasses ?? [...ofPartner];
  return {
    allowedClasses: new Set(ofOwn.filter((one) => ofPartner.has(one))),
    maxRatePerMinute: least(partner.maxRatePerMinute, own.maxRatePerMinute),
    maxCallSeconds: Math.min(
      partner.maxCallSeconds ?? LONGEST_CALL_SECONDS,
      own.maxCallSeconds ?? LONGEST_CALL_SECONDS,
      LONGEST_CALL_SECONDS,
    ),
    dailySpendCap: raisedAt(capToRaise(partner, own, at), own, at),
    allowLoss: partner.allowLoss,
  };
}

/** One side of a call, as far as its price can be asked for anew. */
export interface PastSide {
  readonly tierId: string;
  /** 10⁻⁹ of the currency. */
  readonly rate: bigint;
}

/** A recorded call, as far as it can be priced anew. Money is units of 10⁻⁵. */
export interface PastCall {
  readonly customerId: string;
  readonly direction: 'inbound' | 'outbound';
  /** As dialled, E.164 with its plus. */
  readonly destination: string;
  readonly currency: string;
  readonly refused: boolean;
  /** Of a refusal. */
  readonly reason: string | null;
  readonly answered: boolean;
  readonly talkSeconds: number;
  readonly cost: bigint;
  readonly wholesaleCost: bigint;
  readonly margin: bigint;
  /** Null: it was free. */
  readonly selling: PastSide | null;
  readonly wholesale: PastSide | null;
}

/** What a row of the ledger says about a number. `code` is what transaction lists show as `reference_type`. */
export interface MovementText {
  readonly code: 'did_purchase' | 'did_rental' | 'did_release' | 'refund';
  readonly reference: string;
  readonly description: string;
}

export function purchaseText(e164: string, holdingId: string): MovementText {
  return {
    code: 'did_purchase',
    reference: `did:${e164}:${holdingId}`,
    description: `Number ${e164}: setup and first month`,
  };
}

/** The reference names number and month, so that a month that was charged can be found, and found once. */
export function rentalText(e164: string, period: string): MovementText {
  return {
    code: 'did_rental',
    reference: rentalReference(e164, period),
    description: `Number ${e164}: month from ${period}`,
  };
}

export function rentalReference(e164: string, period: string): string {
  return `did:${e164}:${period}`;
}

export function releaseText(e164: string, holdingId: string): MovementText {
  return {
    code: 'did_release',
    reference: `did:${e164}:${holdingId}`,
    description: `Number ${e164}: release fee`,
  };
}

export function releaseRefundText(e164: string, holdingId: string): MovementText {
  return {
    code: 'refund',
    reference: `did:${e164}:${holdingId}`,
    description: `Number ${e164}: release taken back`,
  };
}

import type { Static } from 'typebox';
import { OPERATOR_BOOKS, appendAudit } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { numberExists } from './errors.ts';
import { capabilitiesOf, countryOf, type NewStockNumber } from './number-kind.ts';
import { readSpan } from './number-span.ts';
import { fillShelves } from './shelves.ts';
import type { AddStockBody } from './stock-contract.ts';
import { insertNumbers } from './stock-store.ts';

/** Most numbers that a refusal names. */
const MOST_NAMED = 100;

export interface AddedNumbers {
  readonly added: number;
  readonly first: string;
  readonly last: string;
}

/** More numbers than these are put on shelves by whoever adds them. */
const MOST_UNSHELVED = 500;

/** The numbers of a body that was checked. */
function readNumbers(body: Static<typeof AddStockBody>): NewStockNumber[] {
  const e164s = readSpan(body);
  const country = body.country ?? countryOf(e164s[0] ?? '');
  if (country === null) throw new Error('The country of a number was not checked.');
  return e164s.map((e164) => ({
    e164,
    country,
    region: body.region?.trim() ?? '',
    numberType: body.number_type,
    capabilities: capabilitiesOf(body.capabilities ?? ['voice']),
    provider: body.provider?.trim() ?? '',
    currency: body.currency,
    setupFee: body.setup_fee,
    monthlyFee: body.monthly_fee,
    kycRequirement: body.kyc_requirement ?? 'none',
    minimumCommitmentMonths: body.minimum_commitment_months ?? 0,
    importId: null,
  }));
}

/** Adds one number or a range to the stock, all or none. Throws 409 `number_exists` naming those that are there. */
export async function addNumbers(tx: Tx, body: Static<typeof AddStockBody>, by: By): Promise<AddedNumbers> {
  const numbers = readNumbers(body);
  const added = await insertNumbers(tx, numbers, by.at);
  const e164s = numbers.map(({ e164 }) => e164);
  if (added.size < numbers.length) {
    const there = e164s.filter((e164) => !added.has(e164));
    throw numberExists({ facts: { numbers: there.slice(0, MOST_NAMED), count: there.length } });
  }
  const [first = '', last = first] = [e164s[0], e164s.at(-1)];
  const span = numbers.length === 1 ? first : `${first}-${last}`;
  // Every search would look at each of them until the job has run.
  if (numbers.length > MOST_UNSHELVED) await fillShelves(tx, { wait: false });
  await announceStock(tx, 'stock.numbers_added', span, { first, last, count: numbers.length }, by);
  return { added: numbers.length, first, last };
}

/** Writes into the operator’s audit log and the outbox what became of stock. */
export async function announceStock(
  tx: Tx,
  action: string,
  objectId: string,
  facts: Readonly<Record<string, string | number>>,
  by: By,
): Promise<void> {
  const changes = Object.entries(facts).map(([field, to]) => ({ field, from: null, to }));
  await appendAudit(tx, [
    {
      partnerId: OPERATOR_BOOKS,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'number_stock',
      objectId,
      changes,
    },
  ]);
  await appendOutbox(tx, by.at, [{ partnerId: null, topic: action, payload: { ...facts } }]);
}

import type { Ledger } from '../ledger/index.ts';
import type { Reader } from '../platform/db/index.ts';

const MOST_NAMED = 20;
/** As `calls/` names its holds. */
const CALL = /^cdr:(.+)$/;

/** What is said of a wallet beside how much of it is held: the calls that hold it, the oldest first, twenty at most. */
export async function heldBy(
  ledger: Pick<Ledger, 'holdsOn'>,
  reader: Reader,
  partnerId: string,
  accountId: string,
): Promise<{ readonly held_calls?: readonly string[] }> {
  const holds = await ledger.holdsOn(reader, partnerId, accountId, MOST_NAMED);
  const calls = holds.flatMap(({ reference }) => CALL.exec(reference ?? '')?.[1] ?? []);
  return calls.length === 0 ? {} : { held_calls: calls };
}

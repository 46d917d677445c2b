import { uuidv7 } from '../../packages/server/src/platform/ids/index.ts';
import type { CallWorld } from './call-world.ts';

const AT_ONCE = 2;

/**
 * How fast the machine is at this moment: transfers in a second out of one master account, one transaction each, two at a time, as in
 * the reference of `ledger-hot-master.ts`. 963 of them when the machine was at rest and the targets were set.
 */
export async function transfersPerSecond({ db, services }: CallWorld, forMs: number): Promise<number> {
  const { rows } = await db.pool.query<{ partner: string; master: string; wallet: string }>(
    `SELECT m.partner_id AS partner, m.id AS master, w.id AS wallet FROM ledger_account m
     JOIN ledger_account w ON w.partner_id = m.partner_id AND w.kind = 'wallet' AND w.currency = m.currency
     WHERE m.kind = 'master' LIMIT 1`,
  );
  const [books] = rows;
  if (books === undefined) throw new Error('no books');
  const until = performance.now() + forMs;
  let done = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const at = new Date();
      const [result] = await db.inTransaction((tx) =>
        services.ledger.post(tx, [
          {
            kind: 'transfer',
            partnerId: books.partner,
            id: uuidv7(at),
            at,
            debitAccountId: books.master,
            creditAccountId: books.wallet,
            currency: 'INR',
            amount: 1n,
            code: 'transfer',
            reference: 'yardstick',
            description: null,
          },
        ]),
      );
      if (result?.outcome !== 'posted') throw new Error('The yardstick could not be moved.');
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return (done * 1_000) / forMs;
}

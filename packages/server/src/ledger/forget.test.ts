import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { DAY_MS, systemClock, utcDay } from '../platform/time/index.ts';
import { forgetOld } from './forget.ts';
import { createLedger } from './index.ts';
import { openBooks } from './test-books.ts';

it('holds that ended long ago and allowances of past days go; what is open and the books stay', async () => {
  const db = await testDatabase();
  const ledger = createLedger({ db, clock: systemClock });
  const books = await openBooks(db, ledger, {});
  const at = new Date();
  const hold = (id: string) => ({
    kind: 'hold' as const,
    partnerId: books.partnerId,
    id,
    at,
    accountId: books.master,
    amount: 5n,
    purpose: 'call',
    reference: null,
    expiresAt: null,
  });
  const [open, ended] = [uuidv7(), uuidv7()];
  await ledger.submit(hold(open));
  await ledger.submit(hold(ended));
  await ledger.submit({ kind: 'release', partnerId: books.partnerId, id: uuidv7(), at, holdId: ended });
  await sql`INSERT INTO ledger_allowance VALUES (${books.partnerId}, 'token', ${utcDay(at)}, 7)`.execute(
    db.kysely,
  );
  expect(await forgetOld(db.kysely, at, 100)).toBe(0);
  expect(await forgetOld(db.kysely, new Date(at.getTime() + 31 * DAY_MS), 100)).toBe(2);
  expect((await ledger.holdsOn(db.kysely, books.partnerId, books.master)).map((one) => one.id)).toEqual([
    open,
  ]);
  expect(await ledger.verifyLedger(db.kysely)).toMatchObject({ ok: true });
});

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { WalletDirectory } from './wallet-directory.ts';
import { insertCustomer } from './store.ts';
import { draftCustomer } from './test-customer.ts';

const db = await testDatabase();

async function insert(partnerId: string, authId: string): Promise<void> {
  await db.inTransaction((tx) => insertCustomer(tx, { ...draftCustomer(partnerId), authId }));
}

describe('the wallet directory', () => {
  it('answers from memory, and asks again once a fact is forgotten or too old', async () => {
    const partnerId = uuidv7();
    await insert(partnerId, 'MA_AAAAAAA1');
    const directory = new WalletDirectory(db.kysely, { maxAgeMs: 1_000 });
    expect((await directory.find(partnerId, 'ma_aaaaaaa1', 0))?.name).toBe('Nimbus');
    await sql`UPDATE customer SET name = 'Stratus' WHERE partner_id = ${partnerId}`.execute(db.kysely);
    expect((await directory.find(partnerId, 'MA_AAAAAAA1', 999))?.name).toBe('Nimbus');
    expect((await directory.find(partnerId, 'MA_AAAAAAA1', 1_000))?.name).toBe('Stratus');
    await sql`UPDATE customer SET name = 'Cirrus' WHERE partner_id = ${partnerId}`.execute(db.kysely);
    directory.forget(partnerId, 'MA_AAAAAAA1', 1_000);
    expect((await directory.find(partnerId, 'MA_AAAAAAA1', 1_001))?.name).toBe('Cirrus');
  });

  it('does not remember what is read while a change is not committed', async () => {
    const partnerId = uuidv7();
    await insert(partnerId, 'MA_CCCCCCC1');
    const directory = new WalletDirectory(db.kysely);
    const closedAt = async (nowMs: number): Promise<boolean | undefined> =>
      (await directory.find(partnerId, 'MA_CCCCCCC1', nowMs))?.closed;
    expect(await closedAt(0)).toBe(false);
    await db.inTransaction(async (tx) => {
      await sql`UPDATE customer SET status = 'closed' WHERE partner_id = ${partnerId}`.execute(tx);
      // One reads before it is announced and has its answer after; one reads between that and the commit.
      const early = directory.find(partnerId, 'MA_CCCCCCC1', 60_001);
      directory.forget(partnerId, 'MA_CCCCCCC1', 60_001);
      expect((await early)?.closed).toBe(false);
      expect(await closedAt(60_002)).toBe(false);
    });
    expect(await closedAt(60_003)).toBe(true);
    // When the change is surely over it is remembered again.
    expect(await closedAt(120_001)).toBe(true);
    await sql`UPDATE customer SET status = 'active' WHERE partner_id = ${partnerId}`.execute(db.kysely);
    expect(await closedAt(120_002)).toBe(true);
  });

  it('never shows a wallet to another partner, and does not remember what is not there', async () => {
    const partnerId = uuidv7();
    const other = uuidv7();
    const directory = new WalletDirectory(db.kysely);
    expect(await directory.find(partnerId, 'MA_AAAAAAA2')).toBeNull();
    await insert(partnerId, 'MA_AAAAAAA2');
    expect(await directory.find(partnerId, 'MA_AAAAAAA2')).not.toBeNull();
    expect(await directory.find(other, 'MA_AAAAAAA2')).toBeNull();
    for (const text of ['', 'MA_', "MA_' OR 1=1", 'M'.repeat(10_000), '500000']) {
      expect(await directory.find(partnerId, text)).toBeNull();
    }
  });

  it('is bounded: the entry that was not used for longest goes first', async () => {
    const partnerId = uuidv7();
    const ids = ['MA_BBBBBBB1', 'MA_BBBBBBB2', 'MA_BBBBBBB3'];
    for (const id of ids) await insert(partnerId, id);
    const directory = new WalletDirectory(db.kysely, { maxEntries: 2 });
    await directory.find(partnerId, 'MA_BBBBBBB1');
    await directory.find(partnerId, 'MA_BBBBBBB2');
    await directory.find(partnerId, 'MA_BBBBBBB1');
    await directory.find(partnerId, 'MA_BBBBBBB3');
    expect(directory.size).toBe(2);
    await sql`DELETE FROM customer WHERE partner_id = ${partnerId}`.execute(db.kysely);
    expect(await directory.find(partnerId, 'MA_BBBBBBB1')).not.toBeNull();
    expect(await directory.find(partnerId, 'MA_BBBBBBB2')).toBeNull();
  });
});

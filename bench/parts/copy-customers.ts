import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { randomUpper } from '../../packages/server/src/platform/crypto/index.ts';
import { uuidv7 } from '../../packages/server/src/platform/ids/index.ts';
import type { CallSource } from './call-world.ts';

/** What a customer has beside its own row, and which columns of a copy are not those of the first. */
const ROWS: readonly (readonly [table: string, changed: string])[] = [
  [
    'customer',
    `'customer_id', c.customer_id, 'auth_id', c.auth_id, 'account_number', nextval('customer_account_number'), 'api_id', c.api_id,
     'email', c.email, 'wallet_account_id', c.wallet_id`,
  ],
  ['app_user', `'customer_id', c.customer_id, 'user_id', c.user_id, 'auth_id', c.auth_id, 'email', c.email`],
  [
    'api_credential',
    `'customer_id', c.customer_id, 'credential_id', c.credential_id, 'auth_id', c.auth_id, 'secret_hash', c.secret_hash`,
  ],
  ['ledger_account', `'owner_id', c.customer_id, 'id', c.wallet_id`],
  ['sip_trunk', `'customer_id', c.customer_id, 'trunk_id', c.trunk_id, 'domain_label', c.domain_label`],
  ['approved_cli', `'customer_id', c.customer_id`],
];

/**
 * More customers like one that the product opened, with a wallet, a login, a token, a trunk and a number to show: its rows over
 * again with ids of their own. Opening each by the product takes a second for thirty, and what that costs is not measured where
 * customers are many. Nothing is in the audit log of them, and their tokens are nobody's.
 */
export async function copyCustomers(pool: pg.Pool, first: CallSource, count: number): Promise<CallSource[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const copies = await copyIn(client, first, count);
    await client.query('COMMIT');
    return copies;
  } finally {
    // One that failed has a transaction open.
    client.release(true);
  }
}

async function copyIn(client: pg.ClientBase, first: CallSource, count: number): Promise<CallSource[]> {
  const at = new Date();
  const copies = Array.from({ length: count }, (_, place) => ({
    // A millisecond each, so that their ids are in their order.
    customer_id: uuidv7(new Date(at.getTime() + place)),
    auth_id: `MA_${randomUpper(8)}`,
    api_id: uuidv7(at),
    email: `copy-${first.customer_id}-${place}@example.com`,
    wallet_id: uuidv7(at),
    user_id: uuidv7(at),
    credential_id: uuidv7(at),
    secret_hash: `\\x${randomBytes(32).toString('hex')}`,
    trunk_id: uuidv7(at),
    domain_label: randomBytes(4).toString('hex'),
  }));
  await client.query(
    `CREATE TEMP TABLE copy ON COMMIT DROP AS SELECT * FROM jsonb_to_recordset($1::jsonb) AS c(customer_id uuid, auth_id text,
       api_id uuid, email text, wallet_id uuid, user_id uuid, credential_id uuid, secret_hash text, trunk_id uuid, domain_label text)`,
    [JSON.stringify(copies)],
  );
  for (const [table, changed] of ROWS) {
    const owner = table === 'ledger_account' ? 'owner_id' : 'customer_id';
    await client.query(
      `INSERT INTO ${table} SELECT again.* FROM ${table} t, copy c,
         LATERAL jsonb_populate_record(t, jsonb_build_object(${changed})) AS again
       WHERE t.partner_id = $1 AND t.${owner} = $2`,
      [first.partner_id, first.customer_id],
    );
  }
  await client.query('UPDATE partner SET account_count = account_count + $2 WHERE partner_id = $1', [
    first.partner_id,
    count,
  ]);
  return copies.map((copy) => ({
    partner_id: first.partner_id,
    customer_id: copy.customer_id,
    trunk_id: copy.trunk_id,
  }));
}

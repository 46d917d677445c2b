import { sql, type RawBuilder } from 'kysely';
import { expect } from 'vitest';
import {
  startTestApp,
  type Auth,
  type TestApp,
  type TestCustomer,
  type TestPartner,
} from '../../test/app.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { NumberHolding } from './number-holding.ts';
import { fromHoldingRow, type HoldingRow } from './holding-store.ts';

export interface StockInput {
  readonly country?: string;
  readonly type?: 'local' | 'mobile' | 'toll_free' | 'national';
  readonly currency?: string;
  readonly setup?: bigint;
  readonly monthly?: bigint;
  readonly commitment?: number;
}

/** One of the currency. */
export const ONE = 100_000n;
export const WHOLESALE = { setup: 80n * ONE, monthly: 250n * ONE };

export interface Pair {
  readonly partner: TestPartner;
  readonly customer: TestCustomer;
}

export type NumbersKit = Fixtures & Calls & Reads & { readonly app: TestApp };

interface Fixtures {
  /** A number that nobody has. */
  stock(input?: StockInput): Promise<string>;
  /** A partner with a customer whose wallet has so much. */
  pair(funds: number, body?: Record<string, unknown>): Promise<Pair>;
  fund(pair: Pair, amount: number): Promise<void>;
  /** Keeps a number for the pair's partner. Answers the reservation's id. */
  reserve(pair: Pair, e164: string, until: Date): Promise<string>;
  buy(pair: Pair, body: Record<string, unknown>): Promise<Record<string, unknown>>;
}

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
}

interface Calls {
  call(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    auth: Auth,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

interface Reads {
  /** Balance of an account of the partner’s books. */
  book(partnerId: string, kind: string, currency?: string): Promise<bigint>;
  wallet(pair: Pair): Promise<{ balance: bigint; held: bigint }>;
  holding(e164: string): Promise<NumberHolding>;
  stateOf(e164: string): Promise<string>;
  topics(e164: string): Promise<string[]>;
  booksAreClean(): Promise<void>;
}

let serial = 0;

export async function numbersKit(env: Record<string, string> = {}): Promise<NumbersKit> {
  const app = await startTestApp(env);
  const calls = createCalls(app);
  return { app, ...calls, ...createFixtures(app, calls), ...createReads(app) };
}

function createCalls(app: TestApp): Calls {
  return {
    async call(method, path, auth, body, headers) {
      const answer = await app.request(method, path, {
        auth,
        body,
        ...(headers === undefined ? {} : { headers }),
      });
      return {
        status: answer.statusCode,
        code: String(answer.headers['x-error-code'] ?? ''),
        body: answer.body === '' ? {} : answer.json<Record<string, unknown>>(),
        headers: answer.headers,
      };
    },
  };
}

function createFixtures(app: TestApp, calls: Calls): Fixtures {
  const { db, clock } = app;
  const fund: Fixtures['fund'] = async ({ partner, customer }, amount) => {
    const path = `/api/v1/partner/accounts/${customer.authId}/transfer-balance`;
    const done = await calls.call('POST', path, partner.auth, { amount, currency: 'INR' });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
  };
  return {
    fund,
    async stock(input = {}) {
      serial += 1;
      const e164 = `+9111${String(40_000_000 + serial)}`;
      const at = clock.now();
      await sql`INSERT INTO number_stock (e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled,
          fax_enabled, provider, currency, setup_fee, monthly_fee, kyc_requirement, minimum_commitment_months, state,
          created_at, updated_at)
        VALUES (${e164}, ${input.country ?? 'IN'}, 'Delhi', ${input.type ?? 'local'}, true, false, false, false, '',
          ${input.currency ?? 'INR'}, ${input.setup ?? WHOLESALE.setup}, ${input.monthly ?? WHOLESALE.monthly}, 'none',
          ${input.commitment ?? 0}, 'available', ${at}, ${at})`.execute(db.kysely);
      return e164;
    },
    async pair(funds, body) {
      const partner = await app.partner({ startingBalance: 10n ** 13n });
      const customer = await app.customer(partner, body);
      if (funds > 0) await fund({ partner, customer }, funds);
      return { partner, customer };
    },
    async reserve({ partner: { partnerId } }, e164, until) {
      const id = uuidv7(clock.now());
      await sql`UPDATE number_stock SET state = 'reserved', reservation_id = ${id}, reserved_by = ${partnerId},
        reserved_until = ${until} WHERE e164 = ${e164}`.execute(db.kysely);
      await sql`INSERT INTO number_reservation (partner_id, id, numbers, created_at, expires_at)
        VALUES (${partnerId}, ${id}, ARRAY[${e164}], ${clock.now()}, ${until})`.execute(db.kysely);
      return id;
    },
    async buy({ partner, customer }, body) {
      const path = `/api/v1/partner/accounts/${customer.authId}/numbers`;
      const bought = await calls.call('POST', path, partner.auth, body);
      expect(bought.status, JSON.stringify(bought.body)).toBe(201);
      return bought.body;
    },
  };
}

function createReads({ db, services }: TestApp): Reads {
  const one = async <T>(query: RawBuilder<T>): Promise<T> => {
    const [row] = (await query.execute(db.kysely)).rows;
    if (row === undefined) throw new Error('There is no such row.');
    return row;
  };
  return {
    async book(partnerId, kind, currency = 'INR') {
      const row = await one(sql<{ balance: bigint }>`SELECT balance FROM ledger_account_balance
        WHERE partner_id = ${partnerId} AND kind = ${kind} AND currency = ${currency}`);
      return row.balance;
    },
    wallet: ({ partner, customer }) =>
      one(sql<{ balance: bigint; held: bigint }>`SELECT b.balance, b.held FROM ledger_account_balance b
        JOIN customer c ON c.partner_id = b.partner_id AND c.wallet_account_id = b.id
        WHERE c.partner_id = ${partner.partnerId} AND c.auth_id = ${customer.authId}`),
    async holding(e164) {
      const row = await one(sql<HoldingRow>`SELECT * FROM number_holding WHERE e164 = ${e164}
        ORDER BY (status = 'released'), id DESC LIMIT 1`);
      return fromHoldingRow(row);
    },
    stateOf: async (e164) =>
      (await one(sql<{ state: string }>`SELECT state FROM number_stock WHERE e164 = ${e164}`)).state,
    async topics(e164) {
      const { rows } = await sql<{ topic: string }>`SELECT topic FROM outbox
        WHERE payload ->> 'e164' = ${e164} ORDER BY id`.execute(db.kysely);
      return rows.map((row) => row.topic);
    },
    async booksAreClean() {
      const report = await services.ledger.verifyLedger(db.kysely);
      expect(report.problems).toEqual([]);
      expect(report.ok).toBe(true);
    },
  };
}

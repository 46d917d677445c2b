import { sql } from 'kysely';
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

export interface NumbersKit {
  readonly app: TestApp;
  /** A number that nobody has. */
  stock(input?: StockInput): Promise<string>;
  /** A partner with a customer whose wallet has so much. */
  pair(funds: number, body?: Record<string, unknown>): Promise<Pair>;
  fund(pair: Pair, amount: number): Promise<void>;
  /** Keeps a number for the pair's partner. Answers the reservation's id. */
  reserve(pair: Pair, e164: string, until: Date): Promise<string>;
  call(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    auth: Auth,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{
    status: number;
    code: string;
    body: Record<string, unknown>;
    headers: Record<string, unknown>;
  }>;
  buy(pair: Pair, body: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Balance of an account of the partner’s books, or of the customer’s wallet. */
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
  const { db, services } = app;
  const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> => {
    const { rows } = await query.execute(db.kysely);
    return rows[0]!;
  };
  const kit: NumbersKit = {
    app,
    async stock(input = {}) {
      serial += 1;
      const e164 = `+9111${String(40_000_000 + serial)}`;
      const at = app.clock.now();
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
      const pair = { partner, customer };
      if (funds > 0) await kit.fund(pair, funds);
      return pair;
    },
    async fund({ partner, customer }, amount) {
      const done = await kit.call(
        'POST',
        `/api/v1/partner/accounts/${customer.authId}/transfer-balance`,
        partner.auth,
        { amount, currency: 'INR' },
      );
      expect(done.status, JSON.stringify(done.body)).toBe(200);
    },
    async reserve({ partner }, e164, until) {
      const id = uuidv7(app.clock.now());
      await sql`UPDATE number_stock SET state = 'reserved', reservation_id = ${id}, reserved_by = ${partner.partnerId},
        reserved_until = ${until} WHERE e164 = ${e164}`.execute(db.kysely);
      await sql`INSERT INTO number_reservation (partner_id, id, numbers, created_at, expires_at)
        VALUES (${partner.partnerId}, ${id}, ARRAY[${e164}], ${app.clock.now()}, ${until})`.execute(
        db.kysely,
      );
      return id;
    },
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
    async buy({ partner, customer }, body) {
      const path = `/api/v1/partner/accounts/${customer.authId}/numbers`;
      const bought = await kit.call('POST', path, partner.auth, body);
      expect(bought.status, JSON.stringify(bought.body)).toBe(201);
      return bought.body;
    },
    async book(partnerId, kind, currency = 'INR') {
      const row = await one(sql<{ balance: bigint }>`SELECT balance FROM ledger_account_balance
        WHERE partner_id = ${partnerId} AND kind = ${kind} AND currency = ${currency}`);
      return row.balance;
    },
    async wallet({ partner, customer }) {
      return one(sql<{ balance: bigint; held: bigint }>`SELECT b.balance, b.held FROM ledger_account_balance b
        JOIN customer c ON c.partner_id = b.partner_id AND c.wallet_account_id = b.id
        WHERE c.partner_id = ${partner.partnerId} AND c.auth_id = ${customer.authId}`);
    },
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
  return kit;
}

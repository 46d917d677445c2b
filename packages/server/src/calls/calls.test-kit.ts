import { sql } from 'kysely';
import { expect } from 'vitest';
import {
  TEST_ACTOR,
  startTestApp,
  type TestApp,
  type TestCustomer,
  type TestPartner,
} from '../../test/app.ts';
import type { By } from '../identity/index.ts';
import type { Cdr } from '../cdrs/index.ts';
import type { NewPartnerInput } from '../partners/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { parseRate } from '../pricing/index.ts';
import type { Allowed, AuthoriseInput, AuthoriseOutcome, EndInput, ExtendOutcome, Refused } from './index.ts';

/** One of the currency. */
export const ONE = 100_000n;
export const CLI = '+911140000000';
export const TO = '+919812345678';

export interface Caller {
  readonly partner: TestPartner;
  readonly customer: TestCustomer;
  readonly partnerId: string;
  readonly customerId: string;
  readonly walletAccountId: string;
  readonly trunkId: string;
}

export interface Price {
  readonly rate: string;
  readonly initial?: number;
  readonly next?: number;
  /** For a call that nobody answered. */
  readonly unanswered?: bigint;
}

export type CallsKit = Awaited<ReturnType<typeof callsKit>>;

let serial = 0;

/** The product with one carrier that takes every number. */
export async function callsKit() {
  const app: TestApp = await startTestApp();
  const { db, services, clock } = app;
  const { calls, carriers } = services;
  const by = (): By => ({ actor: TEST_ACTOR, at: clock.now() });
  await db.inTransaction(async (tx) => {
    const carrier = await carriers.create(tx, { name: 'Carrier', currency: 'INR' }, by());
    await carriers.createGateway(tx, carrier.id, { name: 'Gateway', host: 'sip.carrier.example' }, by());
    await carriers.createRoute(tx, carrier.id, { prefix: '' }, by());
  });

  const kit = {
    app,
    db,
    clock,
    calls,
    by,
    /** A customer with a trunk, an approved number to show, and so much in its wallet; it calls as fast as it likes. */
    async caller(funds: bigint, input: Partial<NewPartnerInput> = {}): Promise<Caller> {
      const partner = await app.partner({ startingBalance: 10n ** 12n, ...input });
      return kit.customerOf(partner, funds);
    },
    async customerOf(partner: TestPartner, funds: bigint): Promise<Caller> {
      const customer = await app.customer(partner);
      const { partnerId } = partner;
      const { customerId, walletAccountId } = await services.customers.walletRef(partnerId, customer.authId);
      await sql`UPDATE customer SET base_cps_limit = 10000, cps_limit = 10000, base_concurrent_calls_limit = 10000,
        concurrent_calls_limit = 10000 WHERE customer_id = ${customerId}`.execute(db.kysely);
      await sql`INSERT INTO capacity_pool VALUES (${partnerId}, 10000, 10000, 0, 0, true, ${clock.now()})
        ON CONFLICT DO NOTHING`.execute(db.kysely);
      const trunk = await app.request('POST', `/api/v1/Account/${customer.authId}/trunks`, {
        auth: customer.auth,
        body: { name: 'Trunk' },
      });
      expect(trunk.statusCode, trunk.body).toBe(201);
      const { trunk_id: trunkId } = trunk.json<{ trunk_id: string }>();
      await sql`UPDATE sip_trunk SET concurrent_calls_limit = 10000, cps_limit = 10000
        WHERE trunk_id = ${trunkId}`.execute(db.kysely);
      const caller = { partner, customer, partnerId, customerId, walletAccountId, trunkId };
      const holder = { partnerId, customerId, authId: customer.authId };
      await db.inTransaction((tx) => calls.approveCli(tx, holder, { e164: CLI, note: '' }, by()));
      if (funds > 0n) await kit.fund(caller, funds);
      return caller;
    },
    async fund({ partner, customer }: Caller, units: bigint): Promise<void> {
      const done = await app.request('POST', `/api/v1/partner/accounts/${customer.authId}/transfer-balance`, {
        auth: partner.auth,
        body: { amount: Number(units) / 100_000, currency: 'INR' },
      });
      expect(done.statusCode, done.body).toBe(200);
    },
    /** A tier of the partner, and the caller on it. */
    async sellAt({ partnerId, customerId }: Caller, price: Price): Promise<void> {
      serial += 1;
      const id = uuidv7(clock.now());
      await sql`INSERT INTO pricing_tier SELECT (jsonb_populate_record(t, ${JSON.stringify({
        partner_id: partnerId,
        id,
        name: `Tier ${serial}`,
        rate_per_minute: parseRate(price.rate).toString(),
        initial_increment_seconds: price.initial ?? 60,
        billing_increment_seconds: price.next ?? 60,
        charge_non_connected_calls: (price.unanswered ?? 0n) > 0n,
        non_connected_call_fee: (price.unanswered ?? 0n).toString(),
        is_default: false,
      })}::jsonb)).* FROM pricing_tier t
        WHERE t.partner_id = '00000000-0000-0000-0000-000000000000' AND t.currency = 'INR' AND t.is_default`.execute(
        db.kysely,
      );
      await sql`UPDATE customer SET pricing_tier_id = ${id} WHERE customer_id = ${customerId}`.execute(
        db.kysely,
      );
    },
    /** A number that the caller has, on its trunk. */
    async number(caller: Caller, e164: string, kyc = 'none'): Promise<void> {
      const at = clock.now();
      await sql`INSERT INTO number_stock (e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled,
      fax_enabled, provider, currency, setup_fee, monthly_fee, kyc_requirement, minimum_commitment_months, state,
      created_at, updated_at)
    VALUES (${e164}, 'IN', 'Delhi', 'local', true, false, false, false, '', 'INR', 0, 0, ${kyc}, 0, 'held', ${at}, ${at})`.execute(
        db.kysely,
      );
      await sql`INSERT INTO number_holding SELECT (jsonb_populate_record(NULL::number_holding, ${JSON.stringify(
        {
          partner_id: caller.partnerId,
          id: uuidv7(at),
          customer_id: caller.customerId,
          account_id: caller.customer.authId,
          e164,
          status: 'active',
          source: 'assigned',
          currency: 'INR',
          wallet_account_id: caller.walletAccountId,
          setup_fee: 0,
          monthly_fee: 0,
          wholesale_setup_fee: 0,
          wholesale_monthly_fee: 0,
          allow_loss: false,
          minimum_commitment_months: 0,
          trunk_id: caller.trunkId,
          tags: [],
          is_blocked: false,
          purchased_at: at,
          billing_day: 1,
          billing_zone: 'UTC',
          paid_until: '2027-01-01T00:00:00Z',
          last_billed_at: at,
          next_attempt_at: '2027-01-01T00:00:00Z',
          reserve_renewal: false,
          created_at: at,
          updated_at: at,
          version: 1,
        },
      )}::jsonb)).*`.execute(db.kysely);
    },
    newCallId: (): string => uuidv7(clock.now()),
    asking(caller: Caller, input: Partial<AuthoriseInput> = {}): AuthoriseInput {
      const { partnerId, customerId, trunkId } = caller;
      return {
        callId: kit.newCallId(),
        direction: 'outbound',
        source: { partnerId, customerId, trunkId },
        to: TO,
        from: CLI,
        edgeNode: 'edge-1',
        ...input,
      };
    },
    async allowed(caller: Caller, input: Partial<AuthoriseInput> = {}): Promise<Allowed> {
      const answer: AuthoriseOutcome = await calls.authorise(kit.asking(caller, input));
      if (answer.outcome !== 'allowed') throw new Error(`refused: ${answer.reason}`);
      return answer;
    },
    async refused(caller: Caller, input: Partial<AuthoriseInput> = {}): Promise<Refused> {
      const answer = await calls.authorise(kit.asking(caller, input));
      if (answer.outcome !== 'refused') throw new Error('allowed');
      return answer;
    },
    /** Authorised and answered now. */
    async up(caller: Caller, input: Partial<AuthoriseInput> = {}): Promise<Allowed> {
      const call = await kit.allowed(caller, input);
      await calls.answered({ callId: call.callId, answeredAt: clock.now() });
      return call;
    },
    async extend(callId: string, fundedSeconds: number): Promise<Extract<ExtendOutcome, { held: bigint }>> {
      const answer = await calls.extend({ callId, fundedSeconds });
      if (!('held' in answer)) throw new Error(answer.outcome);
      return answer;
    },
    /** The report of an end now, after so many seconds of talk; null: nobody answered. */
    ending(callId: string, talkSeconds: number | null, more: Partial<EndInput> = {}): EndInput {
      const endedAt = clock.now();
      const answeredAt = talkSeconds === null ? null : new Date(endedAt.getTime() - talkSeconds * 1_000);
      return { callId, answeredAt, endedAt, ...more };
    },
    /** Lets it be talked on for so long, and ends it. */
    async end(callId: string, talkSeconds: number | null, more: Partial<EndInput> = {}) {
      if (talkSeconds !== null) clock.advanceMs(talkSeconds * 1_000);
      return calls.end(kit.ending(callId, talkSeconds, more));
    },
    cdr: (caller: Caller, callId: string): Promise<Cdr> => services.cdrs.find(caller.partnerId, callId),
    async wallet({ partnerId, walletAccountId }: Caller): Promise<{ balance: bigint; held: bigint }> {
      const account = await services.ledger.getAccount(db.kysely, partnerId, walletAccountId);
      return { balance: account!.balance, held: account!.held };
    },
    async book({ partnerId }: Pick<Caller, 'partnerId'>, kind: string): Promise<bigint> {
      const { rows } = await sql<{ balance: bigint }>`SELECT balance FROM ledger_account_balance
        WHERE partner_id = ${partnerId} AND kind = ${kind} AND currency = 'INR'`.execute(db.kysely);
      return rows[0]!.balance;
    },
    async held({ partnerId }: Pick<Caller, 'partnerId'>, kind: string): Promise<bigint> {
      const { rows } = await sql<{ held: bigint }>`SELECT held FROM ledger_account_balance
        WHERE partner_id = ${partnerId} AND kind = ${kind} AND currency = 'INR'`.execute(db.kysely);
      return rows[0]!.held;
    },
    async topics(callId: string): Promise<string[]> {
      const { rows } = await sql<{ topic: string }>`SELECT topic FROM outbox
        WHERE payload ->> 'call_id' = ${callId} ORDER BY id`.execute(db.kysely);
      return rows.map((row) => row.topic);
    },
    /** Nothing is up, nothing is held for calls, no counter says otherwise, and the books balance. */
    async isQuiet(): Promise<void> {
      const { rows } = await sql<{ live: bigint; counted: bigint; money: bigint; holds: bigint }>`SELECT
        (SELECT count(*) FROM live_call) AS live, (SELECT coalesce(sum(live), 0) FROM call_counter) AS counted,
        (SELECT coalesce(sum(held), 0)::bigint FROM call_counter) AS money,
        (SELECT count(*) FROM ledger_hold WHERE purpose = 'call' AND ended_at IS NULL) AS holds`.execute(
        db.kysely,
      );
      expect(rows[0]).toEqual({ live: 0n, counted: 0n, money: 0n, holds: 0n });
      const report = await services.ledger.verifyLedger(db.kysely);
      expect(report.problems).toEqual([]);
    },
  };
  return kit;
}

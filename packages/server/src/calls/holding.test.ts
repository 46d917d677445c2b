import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../ledger/index.ts';
import { authoriseAll } from './authorise.ts';
import { callsKit, ONE, type Caller, type CallsKit } from './calls.test-kit.ts';
import type { CallsDeps } from './calls-deps.ts';
import { prepareGroup } from './prepare.ts';
import { TermsMemory } from './terms-memory.ts';

let kit: CallsKit;

beforeAll(async () => {
  kit = await callsKit();
});

/** Authorises calls of callers in one group, with a ledger whose first answer is not what was expected. */
async function authorised(callers: readonly Caller[], first: Ledger['post']) {
  const { db, clock, app } = kit;
  const { services } = app;
  const { ledger, rateTables, news } = services;
  let posts = 0;
  const post: Ledger['post'] = (tx, commands) => {
    posts += 1;
    return posts === 1 ? first(tx, commands) : ledger.post(tx, commands);
  };
  const deps: CallsDeps = { ...services, db, clock, ledger: { ...ledger, post } };
  const terms = new TermsMemory({ db, news, rateTables });
  const calls = await prepareGroup(
    { ...deps, terms },
    db.kysely,
    callers.map((caller) => kit.asking(caller)),
  );
  return authoriseAll(deps, calls);
}

/** A rate at which an hour's first slice is more than a rupee. */
const DEAR = { rate: '1.20' };

describe('money that is not there any more when it is to be held', () => {
  it('leaves nothing of the first attempt; what is there then is held for a shorter time', async () => {
    const [thin, rich] = [await kit.caller(10n * ONE), await kit.caller(10n * ONE)];
    for (const caller of [thin, rich]) await kit.sellAt(caller, DEAR);
    const { ledger } = kit.app.services;
    const answers = await authorised([thin, rich], async (tx, commands) => {
      await kit.app.request('POST', `/api/v1/partner/accounts/${thin.customer.authId}/reclaim-balance`, {
        auth: thin.partner.auth,
        body: { amount: 8, currency: 'INR' },
      });
      return ledger.post(tx, commands);
    });
    expect(answers).toMatchObject([{ outcome: 'allowed' }, { outcome: 'allowed' }]);
    for (const [place, caller] of [thin, rich].entries()) {
      const answer = answers[place]!;
      if (answer.outcome !== 'allowed') throw new Error('refused');
      const { balance, held } = await kit.wallet(caller);
      expect(held).toBe(answer.held);
      expect(balance - held).toBeGreaterThanOrEqual(0n);
      await kit.end(answer.callId, null);
    }
    await kit.isQuiet();
  });

  it('is found by the call that would begin without it, and the ledger is asked call by call', async () => {
    const [poor, rich] = [await kit.caller(ONE * 2n), await kit.caller(ONE * 10n)];
    for (const caller of [poor, rich]) await kit.sellAt(caller, DEAR);
    const { ledger } = kit.app.services;
    let refused = 0;
    const answers = await authorised([poor, rich], async (tx, commands) => {
      const dear = commands.map((one) => (one.kind === 'hold' ? { ...one, amount: one.amount * 100n } : one));
      const results = await ledger.post(tx, dear);
      refused = results.filter(({ outcome }) => outcome === 'refused').length;
      return results;
    });
    expect(refused).toBe(2);
    expect(answers).toMatchObject([{ outcome: 'allowed' }, { outcome: 'allowed' }]);
    const { rows } = await sql<{ calls: number; holds: number }>`SELECT
      (SELECT count(*)::int FROM live_call) AS calls,
      (SELECT count(*)::int FROM ledger_hold WHERE purpose = 'call' AND ended_at IS NULL) AS holds`.execute(
      kit.db.kysely,
    );
    expect(rows[0]).toEqual({ calls: 2, holds: 2 });
    for (const answer of answers) await kit.end(answer.callId, null);
    await kit.isQuiet();
  });
});

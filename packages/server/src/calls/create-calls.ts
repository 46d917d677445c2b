import { setImmediate } from 'node:timers/promises';
import { createTurns } from '../platform/batch/index.ts';
import { authoriseAll, refuseAtOnce } from './authorise.ts';
import { answeredGroup } from './answered.ts';
import { BookDirectory } from './books.ts';
import type { CallsDeps } from './calls-deps.ts';
import { removeClass, saveClass } from './classes.ts';
import { selectClasses } from './class-store.ts';
import { emergencyNumbers } from './emergencies.ts';
import { selectClis } from './cli-store.ts';
import { approveCli, withdrawCli } from './clis.ts';
import type {
  AnsweredInput,
  AnsweredOutcome,
  AuthoriseInput,
  AuthoriseOutcome,
  EndInput,
  EndOutcome,
  ExtendInput,
  ExtendOutcome,
} from './edge-messages.ts';
import { selectEndedEarly } from './early-end-store.ts';
import { endGroup, type Ending } from './end.ts';
import { extendGroup } from './extend.ts';
import { createGroup, withTurn } from './group.ts';
import { findLive, requestHangUp } from './hang-up.ts';
import { findRaiseFaults, readLimits, saveLimits, savePartnerLimits } from './limit-changes.ts';
import { PARTNER_DEFAULT, selectLimits, selectPriceLimits } from './limits-store.ts';
import { toLiveView } from './live-call.ts';
import {
  countLive,
  countLiveOf,
  countLiveWithCredential,
  deleteEnded,
  listLive,
  selectExpired,
  selectHangUps,
  selectLiveHolds,
} from './live-store.ts';
import { freshlyPrepared, prepareGroup, type PreparedCall } from './prepare.ts';
import type { Calls } from './service.ts';
import { TermsMemory } from './terms-memory.ts';
import { recordTold } from './told-calls.ts';

const SWEEP_LIMIT = 500;
/** No authorisation is on its way for so long. */
const EARLY_END_MS = 3_600_000;

/** Ids in one spelling: what a map finds by id is found however an edge writes it. */
function lower<T extends { readonly callId: string }>(input: T): T {
  return { ...input, callId: input.callId.toLowerCase() };
}

export function createCalls(deps: CallsDeps): Calls {
  const { db, clock } = deps;
  const preparation = { ...deps, terms: new TermsMemory(deps) };
  const books = new BookDirectory(deps.ledger);
  // All of these lock counters and accounts of partners: two at once would wait for each other, and be small.
  const onMoney = createTurns(1);
  const preparing = createGroup<AuthoriseInput, PreparedCall>(createTurns(1), (inputs) =>
    prepareGroup(preparation, db.kysely, inputs),
  );
  const authorising = createGroup<PreparedCall, AuthoriseOutcome>(onMoney, async (calls) =>
    authoriseAll(deps, await freshlyPrepared(preparation, db.kysely, calls)),
  );
  const answering = createGroup<AnsweredInput, AnsweredOutcome>(createTurns(2), (inputs) =>
    answeredGroup(deps, inputs),
  );
  // They lock calls before they take their turn on money: one prepares while the other has it.
  const extending = createGroup<ExtendInput, ExtendOutcome>(createTurns(2), (inputs) =>
    withTurn(onMoney, (turn) => db.inTransaction((tx) => extendGroup(deps, tx, inputs, turn))),
  );
  const ending = createGroup<Ending, EndOutcome>(createTurns(2), (inputs) =>
    withTurn(onMoney, (turn) => db.inTransaction((tx) => endGroup(deps, books, tx, inputs, turn))),
  );

  /** An end that nobody knows the call of is asked about once more: its authorisation may have committed meanwhile. */
  const endCall = async (report: EndInput): Promise<EndOutcome> => {
    const { callId } = report;
    const outcome = await ending.add({ callId, report });
    if (outcome.outcome !== 'unknown_call') return outcome;
    // Whoever is being authorised has its turn first.
    await onMoney.next();
    onMoney.end();
    const again = await ending.add({ callId, sweep: { silent: false } });
    return again.outcome === 'settled' ? again : outcome;
  };

  return {
    authorise: async (input) =>
      refuseAtOnce(input, clock.now()) ?? authorising.add(await preparing.add(lower(input))),
    answered: (input) => answering.add(lower(input)),
    extend: (input) => extending.add(lower(input)),
    end: (input) => endCall(lower(input)),
    async sweep({ limit = SWEEP_LIMIT, silentNodes = [] } = {}) {
      const now = clock.now();
      const expired = await selectExpired(db.kysely, now, silentNodes, limit);
      const since = new Date(now.getTime() - EARLY_END_MS);
      const ids = new Set([...expired, ...(await selectEndedEarly(db.kysely, since, limit))]);
      const silent = silentNodes.length > 0;
      const done = await Promise.allSettled(
        [...ids].map((callId) => ending.add({ callId, sweep: { silent } })),
      );
      return done.filter((one) => one.status === 'fulfilled' && one.value.outcome === 'settled').length;
    },
    forgetEnded: (before, limit) => db.inTransaction((tx) => deleteEnded(tx, before, limit)),
    async drained() {
      await preparing.drained();
      // What it prepared last is handed on by now.
      await setImmediate();
      await Promise.all([authorising, answering, extending, ending].map((group) => group.drained()));
    },

    recordTold: (tx, told) => recordTold(deps, books, tx, told),

    listLive: async (reader, partnerId, filter, place) =>
      (await listLive(reader, partnerId, filter, place)).map(toLiveView),
    countLive,
    findLive,
    liveHolds: selectLiveHolds,
    hangUp: requestHangUp,
    hangUpsOf: selectHangUps,

    readPartnerLimits: (reader, partnerId) => selectLimits(reader, partnerId, PARTNER_DEFAULT),
    savePartnerLimits,
    readLimits: (reader, partnerId, id) => readLimits(deps, reader, partnerId, id),
    saveLimits: (tx, partnerId, id, patch, by) => saveLimits(deps, tx, partnerId, id, patch, by),
    raiseFaults: (reader, partnerId, id, change) => findRaiseFaults(deps, reader, partnerId, id, change),

    priceLimits: selectPriceLimits,

    listClis: selectClis,
    approveCli: (tx, customer, cli, by) => approveCli(deps, tx, customer, cli, by),
    withdrawCli,

    listClasses: selectClasses,
    saveClass,
    removeClass,
    ...emergencyNumbers,

    ports: {
      count: (partnerId, customerId) => countLiveOf(db.kysely, partnerId, customerId),
      onTrunk: (partnerId, trunkId) => countLiveOf(db.kysely, partnerId, trunkId),
      withCredential: (partnerId, id) => countLiveWithCredential(db.kysely, partnerId, id),
    },
  };
}

import type { Actor } from '../audit/index.ts';
import { appendAudit } from '../audit/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { deleteOldReservations, freeExpired, type ExpiredNumber } from './reservation-store.ts';
import { fillShelves } from './shelves.ts';
import { addUpCounters } from './stock-count-store.ts';
import { emptyImportRows, interruptAll, nobodyImports, withoutTimeout } from './stock-import-store.ts';
import { endQuarantines } from './stock-store.ts';

const BATCH = 500;
/** However much there is, one run ends. */
const MOST_BATCHES = 200;
const KEPT_MS = 30 * DAY_MS;

const SYSTEM: Actor = {
  kind: 'system',
  id: 'stock-sweep',
  label: 'stock sweep',
  ip: null,
  userAgent: null,
  requestId: null,
};

async function untilDone(batch: () => Promise<number>): Promise<void> {
  for (let run = 0; run < MOST_BATCHES; run += 1) {
    if ((await batch()) < BATCH) return;
  }
}

/** Frees what is reserved or in quarantine past its time, forgets old reservations, ends imports whose process died. */
export async function sweepStock({ db }: Pick<NumbersDeps, 'db'>, at: Date): Promise<void> {
  await untilDone(() =>
    db.inTransaction(async (tx) => {
      const freed = await freeExpired(tx, at, BATCH);
      await announceExpired(tx, freed, at);
      return freed.length;
    }),
  );
  await untilDone(() => db.inTransaction(async (tx) => (await endQuarantines(tx, at, BATCH)).length));
  const before = new Date(at.getTime() - KEPT_MS);
  await untilDone(() => db.inTransaction((tx) => deleteOldReservations(tx, before, BATCH)));
  await db.inTransaction(async (tx) => {
    if (!(await nobodyImports(tx))) return;
    if ((await interruptAll(tx, at)) > 0) await emptyImportRows(tx);
  });
  await db.inTransaction(addUpCounters);
  await db.inTransaction(async (tx) => {
    // After an upgrade these are all numbers that there are.
    await withoutTimeout(tx);
    await fillShelves(tx, { wait: false });
  });
}

async function announceExpired(tx: Tx, freed: readonly ExpiredNumber[], at: Date): Promise<void> {
  const reservations = Map.groupBy(freed, (one) => one.reservationId);
  for (const [id, numbers] of reservations) {
    const partnerId = numbers[0]?.partnerId ?? '';
    const e164s = numbers.map(({ e164 }) => e164);
    await appendAudit(tx, [
      {
        partnerId,
        at,
        actor: SYSTEM,
        action: 'number.reservation_expired',
        objectType: 'number_reservation',
        objectId: id,
        changes: [{ field: 'numbers', from: e164s, to: null }],
      },
    ]);
    await appendOutbox(tx, at, [
      { partnerId, topic: 'number.reservation_expired', payload: { reservation_id: id, numbers: e164s } },
    ]);
  }
}

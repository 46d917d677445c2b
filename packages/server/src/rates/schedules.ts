import type { Database } from '../platform/db/index.ts';
import type { Schedule } from '../platform/jobs/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { purgeDecks, sweepUploads } from '../pricing/index.ts';
import { tellDeckStarts } from './deck-starts.ts';

/** Uploads that are ended, decks that are told of, and drafts that are forgotten, in one transaction. */
const BATCH = 20;
/** However much there is, one run ends. */
const MOST_BATCHES = 50;

async function untilDone(batch: () => Promise<number>): Promise<void> {
  for (let run = 0; run < MOST_BATCHES; run += 1) {
    if ((await batch()) < BATCH) return;
  }
}

export function rateSchedules({ db, clock }: { readonly db: Database; readonly clock: Clock }): Schedule[] {
  return [
    {
      name: 'rates.sweep-uploads',
      cron: '* * * * *',
      run: () => untilDone(() => sweepUploads(db, clock.now(), BATCH)),
    },
    {
      name: 'rates.tell-deck-starts',
      cron: '* * * * *',
      run: () => untilDone(() => tellDeckStarts(db, clock.now(), BATCH)),
    },
    {
      name: 'rates.purge-drafts',
      cron: '23 * * * *',
      run: () => untilDone(() => purgeDecks(db, clock.now(), BATCH)),
    },
  ];
}

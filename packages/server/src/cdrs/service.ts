import type { By, PartnerFacts } from '../identity/index.ts';
import type { Customers } from '../customers/index.ts';
import type { CsvBatch } from '../platform/csv/index.ts';
import type { Database, Tx } from '../platform/db/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { PastCall } from '../pricing/index.ts';
import { cdrChecks, type CdrChecks } from './checks.ts';
import type { CdrFilter } from './cdr-filter.ts';
import type { Cdr } from './cdr.ts';
import { MOST_EXPORTED, exportCsv } from './export-csv.ts';
import type { CallOutcome, FinishedCall } from './finished-call.ts';
import { approachFor, approachTo, listCdrs, newestCdrs, sumMatches, type CdrPage } from './listing.ts';
import type { DateRange, PageRequest } from '../platform/http/index.ts';
import { ensureComingPartitions, ensurePartitions } from './partitions.ts';
import { createRetention, type Retention } from './retention-service.ts';
import type { RetentionDeps } from './retention.ts';
import { KeptSince } from './kept-since.ts';
import { rebuildRollups, type DayRange, type RebuiltPartner } from './rebuild.ts';
import { addToSums, correctCall, insertCalls, recordCalls, type RecordedCalls } from './recording-store.ts';
import { readAllPastCalls, readPastCalls } from './past-calls-store.ts';
import { selectAnyCdr, selectCdr, selectPartnersWithCalls } from './store.ts';
import { sumRollups } from './sums-store.ts';
import { callsOf } from './sums.ts';
import { createTraffic, type Traffic } from './traffic-service.ts';
import { CDR_KEYS, PARTNER_CDR_KEYS } from './contract.ts';
import { toCsvCells } from './views.ts';

export interface CdrsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly customers: Customers;
  readonly retention: Pick<RetentionDeps, 'months' | 'directory'>;
}

export interface PastCallsAsked {
  readonly window: DateRange;
  /** Null: of all. */
  readonly customerId: string | null;
}

/** The door to call records. Whoever settles a call writes it; this room emits no events of its own. */
export interface Cdrs extends Retention {
  /**
   * Records finished calls, and with COMMIT adds them to the rollups: once in a transaction. A call that is
   * recorded already stays as it is. Gives the ids of the new ones.
   */
  recordCalls(tx: Tx, calls: readonly FinishedCall[]): Promise<readonly string[]>;
  /** The first half of `recordCalls`: what keeps nobody waiting. `addToSums` must follow in the same transaction. */
  insertCalls(tx: Tx, calls: readonly FinishedCall[]): Promise<RecordedCalls>;
  /** The second half, which happens with COMMIT. */
  addToSums(tx: Tx, recorded: RecordedCalls): void;
  /** Changes what a late report says otherwise; the rollups move by the difference. False where there is no such call. */
  correctCall(
    tx: Tx,
    partnerId: string,
    callId: string,
    changes: Partial<CallOutcome>,
    at: Date,
  ): Promise<boolean>;
  list(partner: PartnerFacts, filter: CdrFilter, page: PageRequest): Promise<CdrPage>;
  newest(partnerId: string, customerId: string, limit: number): Promise<Cdr[]>;
  /** One call; with a customer, of that customer. Throws 404, and 410 `cdr_archived` for any of a time that is not kept. */
  find(partnerId: string, callId: string, customerId?: string): Promise<Cdr>;
  /** A table of calls, as it is read. */
  exportCsv(partnerId: string, filter: CdrFilter, authId: string): Promise<AsyncIterable<string>>;
  /** The partner's table of them, with what calls cost it: how many rows there will be, and the rows as they are read. */
  exportTable(
    partnerId: string,
    filter: CdrFilter,
  ): Promise<{ readonly rowsTotal: number; readonly batches: AsyncIterable<CsvBatch> }>;
  /** The `auth_id` of the customers of some calls. */
  authIdsOf(partnerId: string, cdrs: readonly Cdr[]): Promise<(cdr: Cdr) => string>;
  /** For the operator: whichever partner's call. Throws 404 and 410. */
  findAny(callId: string): Promise<Cdr>;
  /** How many calls of a partner, or of one of its customers, began in a window; from the sums. */
  countCalls(partnerId: string, asked: PastCallsAsked): Promise<number>;
  /** Those calls, newest first, batch by batch; whoever stops has read no more than it took. */
  pastCalls(partnerId: string, asked: PastCallsAsked): AsyncIterable<readonly PastCall[]>;
  /** For the operator: of every partner. */
  allPastCalls(window: DateRange): AsyncIterable<readonly PastCall[]>;
  /** Sums for dashboards. */
  readonly traffic: Traffic;
  /** For whoever compares calls with the books, and the sums with the calls. */
  readonly checks: CdrChecks;
  /** Makes the rollups anew from the calls, of one partner or of all. */
  rebuild(partnerId: string | null, range: DayRange, by: By): Promise<RebuiltPartner[]>;
  /** Makes the partitions of this month and the next ones. */
  ensureComingPartitions(): Promise<number>;
  /** Makes the partitions of a story that lies elsewhere in time. */
  ensurePartitions(from: Date, to: Date): Promise<number>;
}

async function* textOf(batches: AsyncIterable<CsvBatch>): AsyncGenerator<string> {
  for await (const { text } of batches) yield text;
}

export function createCdrs({ db, clock, customers, retention }: CdrsDeps): Cdrs {
  const reader = db.kysely;
  const kept = new KeptSince(reader, clock);
  const within = async (filter: CdrFilter): Promise<CdrFilter> => ({
    ...filter,
    window: await kept.within(filter.window),
  });
  const authIdsOf: Cdrs['authIdsOf'] = async (partnerId, cdrs) => {
    const ids = cdrs.map((cdr) => cdr.customerId);
    const rows = await customers.byIds(reader, partnerId, ids);
    return (cdr) => rows.get(cdr.customerId)?.authId ?? '';
  };
  return {
    recordCalls,
    insertCalls,
    addToSums,
    correctCall,
    list: async ({ partnerId }, filter, page) =>
      listCdrs(reader, partnerId, await within(filter), page, clock.now()),
    newest: (partnerId, customerId, limit) => newestCdrs(reader, partnerId, customerId, limit, clock.now()),
    async find(partnerId, callId, customerId) {
      const cdr = isUuid(callId) ? await selectCdr(reader, partnerId, callId) : null;
      if (cdr === null || (customerId !== undefined && cdr.customerId !== customerId))
        throw await kept.missing(callId);
      return cdr;
    },
    async exportCsv(partnerId, asked, authId) {
      const filter = await within(asked);
      const approach = await approachFor(reader, partnerId, filter);
      const batches = exportCsv(
        reader,
        partnerId,
        filter,
        approach,
        CDR_KEYS,
        async () => (cdr) => toCsvCells(cdr, authId, CDR_KEYS),
      );
      return textOf(batches);
    },
    async exportTable(partnerId, asked) {
      const filter = await within(asked);
      const sums = await sumMatches(reader, partnerId, filter, MOST_EXPORTED);
      const approach = approachTo(filter, callsOf(sums));
      const cellsOf = async (cdrs: readonly Cdr[]): Promise<(cdr: Cdr) => readonly string[]> => {
        const authIdOf = await authIdsOf(partnerId, cdrs);
        return (cdr) => toCsvCells(cdr, authIdOf(cdr), PARTNER_CDR_KEYS);
      };
      return {
        rowsTotal: callsOf(sums),
        batches: exportCsv(reader, partnerId, filter, approach, PARTNER_CDR_KEYS, cellsOf),
      };
    },
    authIdsOf,
    async findAny(callId) {
      const cdr = isUuid(callId) ? await selectAnyCdr(reader, callId) : null;
      if (cdr === null) throw await kept.missing(callId);
      return cdr;
    },
    countCalls: async (partnerId, { window, customerId }) => {
      const filter = await within({ window, ...(customerId === null ? {} : { customerId }) });
      return callsOf(await sumRollups(reader, partnerId, filter));
    },
    pastCalls: (partnerId, asked) => readPastCalls(reader, partnerId, asked),
    allPastCalls: (window) => readAllPastCalls(reader, window),
    traffic: createTraffic(reader),
    checks: cdrChecks,
    ...createRetention({ db, clock, ...retention }, kept),
    async rebuild(partnerId, range, by) {
      const partners = partnerId === null ? await selectPartnersWithCalls(reader) : [partnerId];
      const done: RebuiltPartner[] = [];
      for (const one of partners) done.push(await rebuildRollups(db, one, range, by));
      return done;
    },
    ensureComingPartitions: () => ensureComingPartitions(db, clock.now()),
    ensurePartitions: (from, to) => ensurePartitions(db, from, to),
  };
}

import { appendAudit } from '../audit/index.ts';
import { cdrsDisabled, readFilter, type Cdrs } from '../cdrs/index.ts';
import type { Customers } from '../customers/index.ts';
import type { By, PartnerFacts } from '../identity/index.ts';
import type { Partners } from '../partners/index.ts';
import type { Sealer } from '../platform/crypto/index.ts';
import type { Database, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { readDateRange, type PageRequest } from '../platform/http/index.ts';
import { ID_CURSOR, decodeCursor, encodeCursor } from '../platform/http/index.ts';
import { isUuid, uuidv7 } from '../platform/ids/index.ts';
import type { JobHandler, Schedule } from '../platform/jobs/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { exportTransactions, readWalletFilter, type WalletsDeps } from '../wallets/index.ts';
import { createDownloadLinks } from './download-link.ts';
import { exportFinished, tooManyExports } from './errors.ts';
import { LIMITS, type Export, type ExportKind } from './export.ts';
import { eventOf, makeExports, type OpenTable } from './make-export.ts';
import {
  cancelExport,
  countExports,
  expireExports,
  insertExport,
  lockUnfinished,
  selectAnyExport,
  selectExport,
  selectExports,
  selectPiece,
} from './store.ts';

export interface ExportsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly cdrs: Cdrs;
  readonly customers: Customers;
  readonly partners: Partners;
  readonly wallets: WalletsDeps;
}

/** What is asked for. */
export interface ExportAsked {
  readonly kind: ExportKind;
  readonly accountId: string | null;
  readonly filters: Readonly<Record<string, unknown>>;
}

export interface ExportPage {
  readonly exports: readonly Export[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** The door to exports. Writes take the caller's transaction; foreign and missing answer the same 404. */
export interface Exports {
  /** Throws 403 `cdrs_disabled`, 404 for an account that is none of the partner's, 409 `too_many_exports`. */
  request(tx: Tx, partner: PartnerFacts, asked: ExportAsked, by: By): Promise<Export>;
  list(partnerId: string, page: PageRequest): Promise<ExportPage>;
  find(partnerId: string, id: string): Promise<Export>;
  /** Throws 409 `export_finished`. */
  cancel(tx: Tx, partnerId: string, id: string, by: By): Promise<Export>;
  /** A link to the file for an hour; null where there is no file. */
  link(made: Export): { readonly token: string; readonly until: Date } | null;
  /** The file of a link. Throws 404 for a link that is none, or whose time or file has passed. */
  download(token: string): Promise<{ readonly made: Export; readonly file: AsyncIterable<Uint8Array> }>;
  readonly handler: JobHandler;
  readonly schedules: readonly Schedule[];
}

const EXPIRE_BATCH = 100;

function noSuchExport(): Error {
  return notFound({ message: 'No such export.' });
}

/** Opens the tables of the rooms that own them. The filters were checked when they were asked. */
function tablesOf({ cdrs, customers, partners, wallets, db }: ExportsDeps): OpenTable {
  return async ({ partnerId, kind, accountId, filters }) => {
    const partner = await partners.find(db.kysely, partnerId);
    if (kind === 'cdrs') {
      const one = accountId === null ? null : await customers.walletRef(partnerId, accountId);
      return cdrs.exportTable(partnerId, readFilter(partner, filters, one?.customerId));
    }
    const account = accountId === null ? {} : { account: accountId };
    const filter = await readWalletFilter(wallets, partnerId, { ...filters, ...account });
    const { from, before } = readDateRange(filters);
    return exportTransactions(wallets, partner, {
      ...filter,
      ...(from === null ? {} : { from }),
      ...(before === null ? {} : { to: before }),
    });
  };
}

/** Writes down what is asked for, with its event: a worker makes it. */
async function requestExport(
  { customers }: ExportsDeps,
  tx: Tx,
  partner: PartnerFacts,
  { kind, accountId, filters }: ExportAsked,
  by: By,
): Promise<Export> {
  const { partnerId } = partner;
  if (kind === 'cdrs' && !partner.canViewCdrs) throw cdrsDisabled();
  const account = accountId === null ? null : (await customers.walletRef(partnerId, accountId)).authId;
  const unfinished = await lockUnfinished(tx, partnerId);
  if (unfinished >= LIMITS.unfinished)
    throw tooManyExports({ facts: { unfinished, limit: LIMITS.unfinished } });
  const made = await insertExport(tx, {
    partnerId,
    id: uuidv7(by.at),
    kind,
    accountId: account,
    filters,
    requestedBy: by.actor.label,
    createdAt: by.at,
  });
  await appendAudit(tx, [auditOf(made, 'export.requested', by)]);
  await appendOutbox(tx, by.at, [{ ...eventOf(made), topic: 'export.requested' }]);
  return made;
}

/** What the worker does: at once when something is asked for, and every minute for what a dead worker left. */
function workOf(deps: ExportsDeps): Pick<Exports, 'handler' | 'schedules'> {
  const { db, clock } = deps;
  const maker = { db, clock, open: tablesOf(deps) };
  const make = async (): Promise<void> => {
    await makeExports(maker);
  };
  return {
    handler: { topic: 'export.requested', handle: make },
    schedules: [
      { name: 'exports.make', cron: '* * * * *', run: make },
      {
        name: 'exports.expire',
        cron: '*/10 * * * *',
        run: async () => {
          while ((await expireExports(db, clock.now(), EXPIRE_BATCH)) === EXPIRE_BATCH);
        },
      },
    ],
  };
}

export function createExports(deps: ExportsDeps): Exports {
  const { db, clock } = deps;
  const reader = db.kysely;
  const links = createDownloadLinks(deps.sealer);

  async function find(partnerId: string, id: string): Promise<Export> {
    const made = isUuid(id) ? await selectExport(reader, partnerId, id) : null;
    if (made === null) throw noSuchExport();
    return made;
  }

  return {
    find,
    request: (tx, partner, asked, by) => requestExport(deps, tx, partner, asked, by),
    async list(partnerId, page) {
      const [afterId = null] = page.cursor === null ? [] : decodeCursor(page.cursor, ID_CURSOR);
      const place = { limit: page.limit + 1, offset: page.offset, afterId };
      const rows = await selectExports(reader, partnerId, place);
      const exports = rows.slice(0, page.limit);
      const last = exports.at(-1);
      return {
        exports,
        total: await countExports(reader, partnerId),
        nextCursor: rows.length > page.limit && last !== undefined ? encodeCursor([last.id]) : null,
      };
    },
    async cancel(tx, partnerId, id, by) {
      await find(partnerId, id);
      const cancelled = await cancelExport(tx, partnerId, id, by.at);
      if (cancelled === null) throw exportFinished();
      await appendAudit(tx, [auditOf(cancelled, 'export.cancelled', by)]);
      await appendOutbox(tx, by.at, [eventOf(cancelled)]);
      return cancelled;
    },
    link({ id, status, expiresAt }) {
      const now = clock.now();
      if (status !== 'ready' || expiresAt === null || expiresAt <= now) return null;
      const until = new Date(Math.min(expiresAt.getTime(), now.getTime() + LIMITS.linkMs));
      return { token: links.sign(id, until), until };
    },
    async download(token) {
      const now = clock.now();
      const id = links.read(token, now);
      const made = id === null ? null : await selectAnyExport(reader, id);
      if (made === null || made.status !== 'ready' || made.expiresAt === null || made.expiresAt <= now)
        throw noSuchExport();
      return { made, file: piecesOf(made) };
    },
    ...workOf(deps),
  };

  /** Piece by piece, each in a statement of its own: a slow reader holds no connection. */
  async function* piecesOf({ partnerId, id }: Export): AsyncGenerator<Uint8Array> {
    for (let piece = 0; ; piece += 1) {
      const data = await selectPiece(reader, partnerId, id, piece);
      if (data === null) return;
      yield data;
    }
  }
}

function auditOf(made: Export, action: string, by: By): Parameters<typeof appendAudit>[1][number] {
  return {
    partnerId: made.partnerId,
    at: by.at,
    actor: by.actor,
    action,
    objectType: 'export',
    objectId: made.id,
  };
}

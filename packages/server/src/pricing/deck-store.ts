import { sql, type RawBuilder } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import {
  DECK_LIMITS,
  type Deck,
  type DeckFault,
  type DeckState,
  type DeckStatus,
  type TierKey,
} from './deck.ts';

interface DeckRecord {
  readonly partner_id: string;
  readonly tier_id: string;
  readonly id: string;
  readonly version: number;
  readonly state: DeckState;
  readonly file_name: string;
  readonly bytes_total: bigint | null;
  readonly bytes_read: bigint;
  readonly rows_read: number;
  readonly row_count: number;
  readonly fault_count: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly live_since: Date | null;
  readonly scheduled_for: Date | null;
  readonly was_live: boolean;
}

/** Versions with what they are at an instant. */
function decksAt(at: Date, condition: RawBuilder<unknown>): RawBuilder<DeckRecord> {
  return sql<DeckRecord>`
    SELECT d.partner_id, d.tier_id, d.id, d.version, d.state, d.file_name, d.bytes_total, d.bytes_read, d.rows_read,
      d.row_count, d.fault_count, d.created_by, d.created_at, d.ended_at,
      CASE WHEN live.deck_id = d.id THEN live.effective_from END AS live_since, p.scheduled_for, p.was_live
    FROM rate_deck d
    LEFT JOIN LATERAL (
      SELECT deck_id, effective_from FROM rate_deck_publication l
      WHERE l.partner_id = d.partner_id AND l.tier_id = d.tier_id AND l.cancelled_at IS NULL AND l.effective_from <= ${at}
      ORDER BY l.effective_from DESC, l.number DESC LIMIT 1
    ) live ON true
    CROSS JOIN LATERAL (
      SELECT min(effective_from) FILTER (WHERE effective_from > ${at}) AS scheduled_for,
        coalesce(bool_or(effective_from <= ${at}), false) AS was_live
      FROM rate_deck_publication o WHERE o.partner_id = d.partner_id AND o.deck_id = d.id AND o.cancelled_at IS NULL
    ) p
    WHERE ${condition}`;
}

const ofTier = ({ ownerId, tierId }: TierKey): RawBuilder<unknown> =>
  sql`d.partner_id = ${ownerId} AND d.tier_id = ${tierId}`;

export async function selectDeck(
  reader: Reader,
  key: TierKey,
  version: number,
  at: Date,
): Promise<Deck | null> {
  const { rows } = await decksAt(at, sql`${ofTier(key)} AND d.version = ${version}`).execute(reader);
  return rows[0] === undefined ? null : fromRecord(rows[0]);
}

export interface DeckPlace {
  readonly limit: number;
  readonly offset: number;
  /** Only versions before this one. */
  readonly before: number | null;
  /** Only versions that are live, were, or will be: what a buyer sees of the seller's decks. */
  readonly publishedOnly: boolean;
}

const PUBLISHED = sql`(p.was_live OR p.scheduled_for IS NOT NULL)`;

/** Newest first. */
export async function selectDecks(reader: Reader, key: TierKey, place: DeckPlace, at: Date): Promise<Deck[]> {
  const older = place.before === null ? sql`` : sql`AND d.version < ${place.before}`;
  const shown = place.publishedOnly ? sql`AND ${PUBLISHED}` : sql``;
  const query = sql<DeckRecord>`${decksAt(at, sql`${ofTier(key)} ${older} ${shown}`)}
    ORDER BY d.version DESC LIMIT ${place.limit} OFFSET ${place.offset}`;
  return (await query.execute(reader)).rows.map(fromRecord);
}

export async function countDecks(
  reader: Reader,
  key: TierKey,
  publishedOnly: boolean,
  at: Date,
): Promise<number> {
  const shown = publishedOnly ? sql`AND ${PUBLISHED}` : sql``;
  const { rows } = await sql<{ total: number }>`
    SELECT count(*)::int AS total FROM (${decksAt(at, sql`${ofTier(key)} ${shown}`)}) decks`.execute(reader);
  return rows[0]?.total ?? 0;
}

/** What is live and what comes next, of some tiers of one owner. */
export interface LiveDeck {
  readonly tierId: string;
  readonly deckId: string;
  readonly version: number;
  readonly rowCount: number;
  readonly effectiveFrom: Date;
}

interface LiveRecord {
  readonly tier_id: string;
  readonly deck_id: string;
  readonly version: number;
  readonly row_count: number;
  readonly effective_from: Date;
}

async function selectOnePublication(
  reader: Reader,
  ownerId: string,
  tierIds: readonly string[],
  when: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<Map<string, LiveDeck>> {
  const { rows } = await sql<LiveRecord>`
    SELECT p.tier_id, p.deck_id, d.version, d.row_count, p.effective_from
    FROM unnest(${[...tierIds]}::uuid[]) t(id)
    CROSS JOIN LATERAL (
      SELECT tier_id, deck_id, effective_from FROM rate_deck_publication o
      WHERE o.partner_id = ${ownerId} AND o.tier_id = t.id AND o.cancelled_at IS NULL AND ${when}
      ORDER BY ${order} LIMIT 1
    ) p
    JOIN rate_deck d ON d.partner_id = ${ownerId} AND d.id = p.deck_id`.execute(reader);
  return new Map(
    rows.map((row) => [
      row.tier_id,
      {
        tierId: row.tier_id,
        deckId: row.deck_id,
        version: row.version,
        rowCount: row.row_count,
        effectiveFrom: row.effective_from,
      },
    ]),
  );
}

export async function selectLiveDecks(
  reader: Reader,
  ownerId: string,
  tierIds: readonly string[],
  at: Date,
): Promise<Map<string, LiveDeck>> {
  const latest = sql`o.effective_from DESC, o.number DESC`;
  return selectOnePublication(reader, ownerId, tierIds, sql`o.effective_from <= ${at}`, latest);
}

export async function selectNextDecks(
  reader: Reader,
  ownerId: string,
  tierIds: readonly string[],
  at: Date,
): Promise<Map<string, LiveDeck>> {
  const soonest = sql`o.effective_from, o.number DESC`;
  return selectOnePublication(reader, ownerId, tierIds, sql`o.effective_from > ${at}`, soonest);
}

export interface NewDeck extends TierKey {
  readonly id: string;
  readonly fileName: string;
  readonly bytesTotal: number | null;
  readonly createdBy: string;
}

/** A version that begins to be read, with the next number of its tier; null while another one is read. */
export async function insertDeck(tx: Tx, deck: NewDeck, at: Date): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    WITH next AS (
      UPDATE pricing_tier SET last_deck_version = last_deck_version + 1
      WHERE partner_id = ${deck.ownerId} AND id = ${deck.tierId} RETURNING last_deck_version
    )
    INSERT INTO rate_deck (partner_id, id, tier_id, version, state, file_name, bytes_total, bytes_read, rows_read,
      row_count, fault_count, fault_list, created_by, created_at, progress_at)
    SELECT ${deck.ownerId}, ${deck.id}, ${deck.tierId}, last_deck_version, 'reading', ${deck.fileName},
      ${deck.bytesTotal}, 0, 0, 0, 0, '[]', ${deck.createdBy}, ${at}, ${at} FROM next
    ON CONFLICT (partner_id, tier_id) WHERE state = 'reading' DO NOTHING RETURNING version`.execute(tx);
  return rows[0]?.version ?? null;
}

export interface DeckProgress {
  readonly bytesRead: number;
  readonly rowsRead: number;
  readonly faultCount: number;
}

/** False: the version is not being read any more. */
export async function updateProgress(
  reader: Reader,
  ownerId: string,
  deckId: string,
  progress: DeckProgress,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`UPDATE rate_deck SET bytes_read = ${progress.bytesRead},
      rows_read = ${progress.rowsRead}, fault_count = ${progress.faultCount}, progress_at = ${at}
    WHERE partner_id = ${ownerId} AND id = ${deckId} AND state = 'reading' RETURNING id`.execute(reader);
  return rows.length > 0;
}

export interface DeckEnd extends DeckProgress {
  readonly state: Exclude<DeckState, 'reading'>;
  readonly faults: readonly DeckFault[];
  readonly rowCount: number;
  readonly contentHash: Buffer | null;
}

/** False: somebody else has ended it. */
export async function endDeck(
  reader: Reader,
  ownerId: string,
  deckId: string,
  end: DeckEnd,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql<{
    id: string;
  }>`UPDATE rate_deck SET state = ${end.state}, bytes_read = ${end.bytesRead},
      rows_read = ${end.rowsRead}, row_count = ${end.rowCount}, fault_count = ${end.faultCount},
      fault_list = ${JSON.stringify(end.faults)}::jsonb, content_hash = ${end.contentHash}, progress_at = ${at},
      ended_at = ${at}
    WHERE partner_id = ${ownerId} AND id = ${deckId} AND state = 'reading' RETURNING id`.execute(reader);
  return rows.length > 0;
}

export async function selectFaults(reader: Reader, ownerId: string, deckId: string): Promise<DeckFault[]> {
  const { rows } = await sql<{ fault_list: DeckFault[] }>`
    SELECT fault_list FROM rate_deck WHERE partner_id = ${ownerId} AND id = ${deckId}`.execute(reader);
  return rows[0]?.fault_list ?? [];
}

/** The number of a version of this tier with these very prices. */
export async function selectTwin(reader: Reader, key: TierKey, hash: Buffer): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`SELECT version FROM rate_deck d
    WHERE ${ofTier(key)} AND content_hash = ${hash} ORDER BY version LIMIT 1`.execute(reader);
  return rows[0]?.version ?? null;
}

/** Takes a version that was only read away, and its number back where it was the last. */
export async function unmakeDeck(tx: Tx, key: TierKey, deckId: string, version: number): Promise<void> {
  await sql`DELETE FROM rate_deck WHERE partner_id = ${key.ownerId} AND id = ${deckId}`.execute(tx);
  await sql`UPDATE pricing_tier SET last_deck_version = ${version - 1}
    WHERE partner_id = ${key.ownerId} AND id = ${key.tierId} AND last_deck_version = ${version}`.execute(tx);
}

export async function deleteDeck(tx: Tx, ownerId: string, deckId: string): Promise<void> {
  await sql`DELETE FROM rate_deck_publication WHERE partner_id = ${ownerId} AND deck_id = ${deckId}`.execute(
    tx,
  );
  await sql`DELETE FROM rate_deck_row WHERE partner_id = ${ownerId} AND deck_id = ${deckId}`.execute(tx);
  await sql`DELETE FROM rate_deck WHERE partner_id = ${ownerId} AND id = ${deckId}`.execute(tx);
}

/** How much of a tier there is already. */
export async function countVersions(
  reader: Reader,
  key: TierKey,
): Promise<{ readonly drafts: number; readonly all: number }> {
  const { rows } = await sql<{ drafts: number; all: number }>`
    SELECT count(*)::int AS all, count(*) FILTER (WHERE state = 'ready' AND NOT EXISTS (
      SELECT FROM rate_deck_publication p
      WHERE p.partner_id = d.partner_id AND p.deck_id = d.id AND p.cancelled_at IS NULL))::int AS drafts
    FROM rate_deck d WHERE ${ofTier(key)}`.execute(reader);
  return rows[0] ?? { drafts: 0, all: 0 };
}

/** Forgets files that could not be read to their end, but for the newest ones. */
export async function deleteOldFailures(tx: Tx, key: TierKey): Promise<void> {
  await sql`DELETE FROM rate_deck WHERE partner_id = ${key.ownerId} AND id IN (
    SELECT id FROM rate_deck d WHERE ${ofTier(key)} AND state IN ('faulty', 'interrupted')
    ORDER BY version DESC OFFSET ${DECK_LIMITS.failed - 1})`.execute(tx);
}

export interface StaleDeck {
  readonly partner_id: string;
  readonly id: string;
}

/** Ends uploads of which nothing was heard since `before`. */
export async function interruptStale(
  tx: Tx,
  before: Date,
  at: Date,
  limit: number,
): Promise<readonly StaleDeck[]> {
  const { rows } = await sql<StaleDeck>`
    UPDATE rate_deck d SET state = 'interrupted', ended_at = ${at}
    FROM (SELECT partner_id, id FROM rate_deck WHERE state = 'reading' AND progress_at < ${before}
      ORDER BY progress_at LIMIT ${limit} FOR UPDATE SKIP LOCKED) s
    WHERE d.partner_id = s.partner_id AND d.id = s.id RETURNING d.partner_id, d.id`.execute(tx);
  return rows;
}

/** Versions that were never published and have lain there since `before`. */
export async function selectOldDrafts(tx: Tx, before: Date, limit: number): Promise<readonly StaleDeck[]> {
  const { rows } = await sql<StaleDeck>`SELECT partner_id, id FROM rate_deck d
    WHERE state <> 'reading' AND ended_at < ${before} AND NOT EXISTS (SELECT FROM rate_deck_publication p
      WHERE p.partner_id = d.partner_id AND p.deck_id = d.id AND p.cancelled_at IS NULL)
    ORDER BY ended_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
  return rows;
}

export interface NewPublication extends TierKey {
  readonly deckId: string;
  readonly effectiveFrom: Date;
  readonly by: string;
}

export async function insertPublication(tx: Tx, one: NewPublication, at: Date): Promise<void> {
  await sql`
    WITH next AS (
      UPDATE pricing_tier SET last_publication = last_publication + 1
      WHERE partner_id = ${one.ownerId} AND id = ${one.tierId} RETURNING last_publication
    )
    INSERT INTO rate_deck_publication (partner_id, tier_id, number, deck_id, effective_from, published_at, published_by)
    SELECT ${one.ownerId}, ${one.tierId}, last_publication, ${one.deckId}, ${one.effectiveFrom}, ${at}, ${one.by}
    FROM next`.execute(tx);
}

/** How many publications of a tier have not begun. */
export async function countScheduled(reader: Reader, key: TierKey, at: Date): Promise<number> {
  const { rows } = await sql<{ planned: number }>`SELECT count(*)::int AS planned FROM rate_deck_publication
    WHERE partner_id = ${key.ownerId} AND tier_id = ${key.tierId} AND cancelled_at IS NULL
      AND effective_from > ${at}`.execute(reader);
  return rows[0]?.planned ?? 0;
}

/** Cancels what has not begun of a version; when it would have. */
export async function cancelScheduled(
  tx: Tx,
  key: TierKey,
  deckId: string,
  by: string,
  at: Date,
): Promise<Date[]> {
  const { rows } = await sql<{ effective_from: Date }>`UPDATE rate_deck_publication
    SET cancelled_at = ${at}, cancelled_by = ${by}
    WHERE partner_id = ${key.ownerId} AND tier_id = ${key.tierId} AND deck_id = ${deckId} AND cancelled_at IS NULL
      AND effective_from > ${at} RETURNING effective_from`.execute(tx);
  return rows.map((row) => row.effective_from);
}

function statusOf(row: DeckRecord): DeckStatus {
  if (row.state !== 'ready') return row.state;
  if (row.live_since !== null) return 'live';
  if (row.scheduled_for !== null) return 'scheduled';
  return row.was_live ? 'retired' : 'draft';
}

function fromRecord(row: DeckRecord): Deck {
  return {
    ownerId: row.partner_id,
    tierId: row.tier_id,
    id: row.id,
    version: row.version,
    state: row.state,
    status: statusOf(row),
    fileName: row.file_name,
    bytesTotal: row.bytes_total === null ? null : Number(row.bytes_total),
    bytesRead: Number(row.bytes_read),
    rowsRead: row.rows_read,
    rowCount: row.row_count,
    faultCount: row.fault_count,
    liveSince: row.live_since,
    scheduledFor: row.scheduled_for,
    createdBy: row.created_by,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}

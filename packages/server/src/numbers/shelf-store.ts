import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { PlaneRow, Planes } from './shelf-planes.ts';
import { FEE_PLANES, feeCode } from './shelf-planes.ts';
import type { FilterLabels, ShelfProgram } from './shelf-program.ts';
import type { StockOrder, StockPlace } from './stock-filter.ts';

/** Numbers of a page of a shelf, as migration 0017 has them. */
export const PAGE_NUMBERS = 240;

/** Ids of a region and a provider: null for one that no shelf has. */
export async function selectLabels(
  reader: Reader,
  { region, provider }: { readonly region?: string | undefined; readonly provider?: string | undefined },
): Promise<FilterLabels> {
  const names = [region, provider].filter((name) => name !== undefined);
  if (names.length === 0) return {};
  const ids = await labelIds(reader, names);
  return {
    region: region === undefined ? undefined : (ids.get(region) ?? null),
    provider: provider === undefined ? undefined : (ids.get(provider) ?? null),
  };
}

async function labelIds(reader: Reader, names: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: number; name: string }>`SELECT id, name FROM number_label
    WHERE name = ANY (${[...names]}::text[])`.execute(reader);
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** Ids of regions and providers, with new ones for those that had none. The empty one needs none. */
export async function ensureLabels(tx: Tx, names: ReadonlySet<string>): Promise<Map<string, number>> {
  const wanted = [...names].filter((name) => name !== '');
  const known = await labelIds(tx, wanted);
  const missing = wanted.filter((name) => !known.has(name));
  if (missing.length === 0) return known;
  await sql`INSERT INTO number_label (name) SELECT unnest(${missing}::text[]) ON CONFLICT DO NOTHING`.execute(
    tx,
  );
  return labelIds(tx, wanted);
}

export interface ShelfResult {
  /** Of all that fits, without what changed. */
  readonly total: number;
  /** Of those that fit, behind the place asked for, so many were left out before the first of `e164s`. */
  readonly first: number;
  /** In no order. */
  readonly e164s: readonly string[];
  /** Numbers that changed since their shelf was filled: whether they fit is for the caller to find out. */
  readonly changed: readonly string[];
}

/** A plane that no number has. */
const NOTHING: ShelfProgram = { required: [-1], without: [], limits: [], patterns: [] };

/** What the shelves say. `program` null: nothing on them fits. */
export async function searchShelves(
  reader: Reader,
  program: ShelfProgram | null,
  order: StockOrder,
  { after, offset, limit }: StockPlace,
): Promise<ShelfResult> {
  const { required, without, limits, patterns } = program ?? NOTHING;
  const groups = without.flatMap((planes, group) => planes.map((plane) => ({ group, plane })));
  const pieces = patterns.flat();
  // Where each pattern has its last piece; pieces count from 1.
  const ends = patterns.map((_, index) => patterns.slice(0, index + 1).flat().length);
  const needs = pieces.flatMap(({ places }, index) =>
    places.map(
      ({ place, planes: [plane, ...more] }) => `(${index + 1},${place},${plane},"{${more.join(',')}}")`,
    ),
  );
  const { rows } = await sql<{ total: bigint; first: bigint; e164s: string[]; changed: string[] }>`
    SELECT total, first, ARRAY(SELECT number_of_code(code) FROM unnest(codes) AS code) AS e164s,
      ARRAY(SELECT number_of_code(code) FROM unnest(changed) AS code) AS changed
    FROM number_shelf_search(${[...required]}::integer[],
      ${groups.map(({ group }) => group)}::integer[], ${groups.map(({ plane }) => plane)}::integer[],
      ${limits.map(({ firstPlane }) => firstPlane)}::integer[], ${limits.map(({ most }) => most.toString())}::bigint[],
      ${ends}::integer[], ${pieces.map(({ length }) => length)}::integer[],
      ${needs}::number_piece_place[],
      ${order.by === 'number' ? null : FEE_PLANES[order.by]}::integer,
      ${order.descending}, number_code(${after?.e164 ?? null}::text), ${after?.fee == null ? null : feeCode(after.fee).toString()}::bigint,
      ${offset}::bigint, ${limit}::bigint)`.execute(reader);
  const [row] = rows;
  if (row === undefined) throw new Error('A function without a result.');
  return { total: Number(row.total), first: Number(row.first), e164s: row.e164s, changed: row.changed };
}

/** Nobody else fills shelves until COMMIT. False when somebody does; with `wait` he is waited for. */
export async function lockShelves(tx: Tx, wait: boolean): Promise<boolean> {
  const key = sql`hashtextextended('numbers.shelves', 0)`;
  if (wait) {
    await sql`SELECT pg_advisory_xact_lock(${key})`.execute(tx);
    return true;
  }
  const { rows } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_xact_lock(${key}) AS taken`.execute(
    tx,
  );
  return rows[0]?.taken === true;
}

/** What changed on one shelf, or before the first. */
export interface ShelfChange {
  /** Null before there is any shelf. */
  readonly shelfId: number | null;
  /** Codes from here up to the next shelf belong to it. */
  readonly from: bigint;
  /** Null after the last. */
  readonly to: bigint | null;
  /** Null where there are too many to name. */
  readonly codes: readonly bigint[] | null;
}

/** Takes what changed; those it is given to must bring the shelves up to date before COMMIT. */
export async function takeChanges(tx: Tx, mostNamed: number): Promise<ShelfChange[]> {
  const { rows } = await sql<{
    shelf_id: number | null;
    from: bigint;
    to: bigint | null;
    codes: bigint[] | null;
  }>`
    WITH taken AS (DELETE FROM number_shelf_change RETURNING code),
      firsts AS MATERIALIZED (SELECT array_agg(first_code ORDER BY first_code) AS codes FROM number_shelf),
      changed AS (
        SELECT coalesce(greatest(1, width_bucket(code, (SELECT codes FROM firsts))), 1) AS shelf, code
        FROM (SELECT DISTINCT code FROM taken) AS distinct_code
      ),
      numbered AS (
        SELECT id, row_number() OVER (ORDER BY first_code) AS shelf, first_code,
          lead(first_code) OVER (ORDER BY first_code) AS next_code FROM number_shelf
      )
    SELECT n.id AS shelf_id, CASE WHEN c.shelf = 1 THEN 0::bigint ELSE n.first_code END AS from, n.next_code AS to,
      CASE WHEN count(*) <= ${mostNamed} THEN array_agg(c.code) END AS codes
    FROM changed c LEFT JOIN numbered n USING (shelf) GROUP BY c.shelf, n.id, n.first_code, n.next_code ORDER BY c.shelf`.execute(
    tx,
  );
  return rows.map((row) => ({ shelfId: row.shelf_id, from: row.from, to: row.to, codes: row.codes }));
}

const PLANE_COLUMNS = sql`e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled, fax_enabled, provider,
  currency, setup_fee, monthly_fee, state`;

export interface StockSpan {
  readonly from: bigint;
  readonly to: bigint | null;
}

function within({ from, to }: StockSpan): ReturnType<typeof sql> {
  const start = from === 0n ? sql`e164 >= '+'` : sql`e164 >= number_of_code(${from}::bigint)`;
  return to === null ? start : sql`${start} AND e164 < number_of_code(${to}::bigint)`;
}

export async function countStock(tx: Tx, span: StockSpan): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM number_stock
    WHERE ${within(span)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** In the order of the numbers, behind one of them. */
export async function selectStock(
  tx: Tx,
  span: StockSpan,
  after: string | null,
  limit: number,
): Promise<PlaneRow[]> {
  const behind = after === null ? sql`true` : sql`e164 > ${after}`;
  const { rows } = await sql<PlaneRow>`SELECT ${PLANE_COLUMNS} FROM number_stock
    WHERE ${within(span)} AND ${behind} ORDER BY e164 LIMIT ${limit}`.execute(tx);
  return rows;
}

/** Numbers that are on a shelf, with their places there. */
export interface PlacedRow extends PlaneRow {
  readonly slot: number;
}

export interface PlacedCodes {
  readonly rows: readonly PlacedRow[];
  /** All places, those of numbers that are no more as well. */
  readonly slots: readonly number[];
  /** Of the whole shelf. */
  readonly size: number;
}

/** Null where some of the numbers have no place on that shelf yet. */
export async function selectPlaced(
  tx: Tx,
  shelfId: number,
  codes: readonly bigint[],
): Promise<PlacedCodes | null> {
  const { rows } = await sql<{ slot: number | null; known: boolean } & PlaneRow>`
    SELECT CASE WHEN p.found AND p.shelf_id = ${shelfId} THEN p.places - 1 END AS slot, s.e164 IS NOT NULL AS known,
      ${PLANE_COLUMNS}
    FROM unnest(${codes.map(String)}::bigint[]) AS code LEFT JOIN number_shelf_place(code) AS p ON true
      LEFT JOIN number_stock s ON s.e164 = number_of_code(code)`.execute(tx);
  if (rows.some(({ slot, known }) => slot === null && known)) return null;
  const placed = rows.flatMap((row) => (row.slot === null ? [] : [{ ...row, slot: row.slot }]));
  const { rows: sizes } = await sql<{ size: number }>`SELECT length(bits) AS size FROM number_plane
    WHERE shelf_id = ${shelfId} LIMIT 1`.execute(tx);
  return {
    rows: placed.filter(({ known }) => known),
    slots: placed.map(({ slot }) => slot),
    size: sizes[0]?.size ?? 0,
  };
}

/** What some places of a shelf hold, by plane: a text of zeros and ones in the order of the places. */
async function selectBits(
  tx: Tx,
  shelfId: number,
  slots: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ plane: number; bits: string }>`
    SELECT plane, (SELECT string_agg(get_bit(bits, slot)::text, '' ORDER BY at)
      FROM unnest(${[...slots]}::integer[]) WITH ORDINALITY AS place (slot, at)) AS bits
    FROM number_plane WHERE shelf_id = ${shelfId}`.execute(tx);
  return new Map(rows.map(({ plane, bits }) => [plane, bits]));
}

/** Writes what some places of a shelf hold now, into the planes in which that is something else. */
export async function updatePlanes(
  tx: Tx,
  shelfId: number,
  slots: readonly number[],
  size: number,
  planes: Planes,
): Promise<void> {
  const mask = Buffer.alloc(size, '0');
  for (const slot of slots) mask[slot] = 49;
  const wanted = new Map(planes.entries().map(({ plane, bits }) => [plane, bits]));
  const present = await selectBits(tx, shelfId, slots);
  const none = '0'.repeat(size);
  const entries = [...new Set([...present.keys(), ...wanted.keys()])]
    .map((plane) => ({ plane, bits: wanted.get(plane) ?? none }))
    .filter(({ plane, bits }) => slots.map((slot) => bits[slot]).join('') !== present.get(plane));
  const changed = sql`unnest(${entries.map(({ plane }) => plane)}::integer[],
    ${entries.map(({ bits }) => bits)}::bit varying[]) AS changed (plane, bits)`;
  const places = mask.toString('latin1');
  await sql`UPDATE number_plane p SET bits = (p.bits & ~${places}::bit varying) | changed.bits
    FROM ${changed} WHERE p.shelf_id = ${shelfId} AND p.plane = changed.plane`.execute(tx);
  await sql`INSERT INTO number_plane (shelf_id, plane, bits) SELECT ${shelfId}, plane, bits FROM ${changed}
    ON CONFLICT DO NOTHING`.execute(tx);
  await sql`UPDATE number_shelf SET setup_fee_bits = setup_fee_bits | ${planes.setupFeeBits.toString()}::bigint,
      monthly_fee_bits = monthly_fee_bits | ${planes.monthlyFeeBits.toString()}::bigint
    WHERE id = ${shelfId}`.execute(tx);
}

export async function deleteShelf(tx: Tx, shelfId: number): Promise<void> {
  await sql`DELETE FROM number_shelf WHERE id = ${shelfId}`.execute(tx);
}

/** Fills a new shelf with numbers in their order. */
export async function insertShelf(tx: Tx, e164s: readonly string[], planes: Planes): Promise<void> {
  const entries = planes.entries();
  const { rows } = await sql<{ id: number }>`
    INSERT INTO number_shelf (first_code, last_code, setup_fee_bits, monthly_fee_bits)
    VALUES (number_code(${e164s[0]}), number_code(${e164s.at(-1)}), ${planes.setupFeeBits.toString()}::bigint, ${planes.monthlyFeeBits.toString()}::bigint)
    RETURNING id`.execute(tx);
  const id = rows[0]?.id;
  await sql`INSERT INTO number_plane (shelf_id, plane, bits) SELECT ${id}::integer, plane, bits
    FROM unnest(${entries.map(({ plane }) => plane)}::integer[],
      ${entries.map(({ bits }) => bits)}::bit varying[]) AS filled (plane, bits)`.execute(tx);
  await sql`INSERT INTO number_shelf_page (shelf_id, page, first_code, codes)
    SELECT ${id}::integer, page, min(code), array_agg(code ORDER BY code) FROM (
      SELECT number_code(e164) AS code, (place - 1) / ${PAGE_NUMBERS} AS page
      FROM unnest(${[...e164s]}::text[]) WITH ORDINALITY AS number (e164, place)
    ) AS placed GROUP BY page`.execute(tx);
}

import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';

export interface LedgerProblem {
  readonly partnerId: string;
  readonly what:
    | 'entry_missing'
    | 'entry_changed'
    | 'entry_balance_wrong'
    | 'entry_account_wrong'
    | 'reversed_too_much'
    | 'chain_head_wrong'
    | 'daily_root_wrong'
    | 'account_wrong'
    | 'holds_wrong'
    | 'floor_passed'
    | 'books_unbalanced';
  /** Place in the chain; null where the problem is not an entry's. */
  readonly entryNo: bigint | null;
  readonly transferId: string | null;
  readonly accountId: string | null;
  /** One sentence for people. */
  readonly detail: string;
  /** Units of 10⁻⁵: what is written down, and what the entries or holds make. Null where the problem is not an amount. */
  readonly said: bigint | null;
  readonly made: bigint | null;
  readonly currency: string | null;
}

export interface VerifyFilter {
  readonly partnerId?: string;
  /**
   * With a partner: its entries up to this one were found right before, and are what the later ones are held against. The
   * sums of an account then go by its last entry.
   */
  readonly afterEntry?: bigint;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly partners: number;
  readonly transfers: bigint;
  /** Of each partner the first wrong entry; where all entries are right, every account, root or sum that is not. */
  readonly problems: readonly LedgerProblem[];
}

/**
 * Proves the books from the entries alone: no entry missing or changed since it was hashed, every balance and version
 * behind an entry equal to the sum of the entries before it, accounts and chain ends equal to the last of them, holds
 * equal to what is held, and in each currency all balances together zero. Reads everything, within one transaction
 * (`REPEATABLE READ`) if the ledger is in use; partner by partner, so that memory stays small.
 */
export async function verifyLedger(reader: Reader, filter: VerifyFilter = {}): Promise<VerifyReport> {
  const partnerIds = await readPartners(reader, filter.partnerId);
  const problems: LedgerProblem[] = [];
  let transfers = 0n;
  for (const partnerId of partnerIds) {
    const found = await verifyPartner(reader, partnerId, filter.afterEntry ?? 0n);
    transfers += found.transfers;
    problems.push(...found.problems);
  }
  return { ok: problems.length === 0, partners: partnerIds.length, transfers, problems };
}

/** Whoever appears in any table: a head that was deleted hides nobody. */
async function readPartners(reader: Reader, partnerId: string | undefined): Promise<string[]> {
  if (partnerId !== undefined) return [partnerId];
  const { rows } = await sql<{ partner_id: string }>`
    SELECT partner_id FROM ledger_chain_head UNION SELECT partner_id FROM ledger_account
    UNION SELECT DISTINCT partner_id FROM ledger_transfer ORDER BY 1`.execute(reader);
  return rows.map((row) => row.partner_id);
}

interface ProblemRow {
  readonly what: LedgerProblem['what'];
  readonly entry_no: bigint | null;
  readonly transfer_id: string | null;
  readonly account_id: string | null;
  readonly detail: string;
  readonly said: bigint | null;
  readonly made: bigint | null;
  readonly currency: string | null;
}

async function verifyPartner(
  reader: Reader,
  partnerId: string,
  after: bigint,
): Promise<{ transfers: bigint; problems: LedgerProblem[] }> {
  const count = await sql<{ count: bigint }>`SELECT count(*) AS count FROM ledger_transfer
    WHERE partner_id = ${partnerId} AND entry_no > ${after}`.execute(reader);
  const transfers = count.rows[0]?.count ?? 0n;
  const checks = [firstWrongEntry, wrongEnds, wrongAccounts, wrongSums];
  const problems: LedgerProblem[] = [];
  for (const check of checks) {
    const { rows } = await check(partnerId, after).execute(reader);
    problems.push(...rows.map((row) => toProblem(partnerId, row)));
    // Sums after a wrong entry are wrong as well; they would only hide it.
    if (check === firstWrongEntry && problems.length > 0) break;
  }
  return { transfers, problems };
}

function toProblem(partnerId: string, row: ProblemRow): LedgerProblem {
  const { entry_no: entryNo, transfer_id: transferId, account_id: accountId, ...rest } = row;
  return { partnerId, entryNo, transferId, accountId, ...rest };
}

type Check = ReturnType<typeof sql<ProblemRow>>;

/** Balance and version of each account after its last entry up to a place of the chain; no row where it had none. */
function accountEnds(partnerId: string, upTo: bigint | null): RawBuilder<unknown> {
  const within = upTo === null ? sql`true` : sql`t.entry_no <= ${upTo}`;
  return sql`SELECT a.id AS account_id, l.balance, l.version FROM ledger_account a CROSS JOIN LATERAL (
      SELECT e.balance, e.version FROM (
        (SELECT t.entry_no, t.debit_balance_after AS balance, t.debit_version AS version FROM ledger_transfer t
          WHERE t.partner_id = ${partnerId} AND t.debit_account_id = a.id AND ${within} ORDER BY t.entry_no DESC LIMIT 1)
        UNION ALL
        (SELECT t.entry_no, t.credit_balance_after, t.credit_version FROM ledger_transfer t
          WHERE t.partner_id = ${partnerId} AND t.credit_account_id = a.id AND ${within} ORDER BY t.entry_no DESC LIMIT 1)
      ) e ORDER BY e.entry_no DESC LIMIT 1) l
    WHERE a.partner_id = ${partnerId} AND ${upTo === 0n ? sql`false` : sql`true`}`;
}

/** What an account's entries make, all of them. */
function allSums(partnerId: string): RawBuilder<unknown> {
  return sql`SELECT s.account_id, sum(s.debit) AS debits, sum(s.credit) AS credits, count(*) AS entries FROM (
      SELECT debit_account_id AS account_id, amount AS debit, 0 AS credit FROM ledger_transfer WHERE partner_id = ${partnerId}
      UNION ALL SELECT credit_account_id, 0, amount FROM ledger_transfer WHERE partner_id = ${partnerId}) s
    GROUP BY s.account_id`;
}

/** The same from its last entry: the balance, said as debits that are right and the credits that belong to them. */
function endSums(partnerId: string): RawBuilder<unknown> {
  return sql`SELECT l.account_id, a.debits, a.debits + l.balance AS credits, l.version AS entries
    FROM (${accountEnds(partnerId, null)}) l JOIN ledger_account a ON a.partner_id = ${partnerId} AND a.id = l.account_id`;
}

/** The chain, and each account's running balance and version, in one pass over the entries. */
function firstWrongEntry(partnerId: string, after: bigint): Check {
  return sql<ProblemRow>`
    WITH chained AS (
      SELECT t.*, lag(t.entry_no, 1, ${after}::bigint) OVER chain AS previous,
        lag(t.posted_at) OVER chain AS posted_before,
        t.hash = sha256(lag(t.hash, 1, decode(repeat('00', 32), 'hex')) OVER chain || convert_to(ledger_entry_text(
          t.partner_id, t.entry_no, t.id, t.debit_account_id, t.credit_account_id, t.currency, t.amount, t.code, t.reference,
          t.description, t.reverses, t.debit_balance_after, t.credit_balance_after, t.debit_version, t.credit_version,
          t.event_at, t.posted_at), 'UTF8')) AS intact
      FROM ledger_transfer t WHERE t.partner_id = ${partnerId} AND t.entry_no >= ${after} WINDOW chain AS (ORDER BY t.entry_no)
    ), sides AS (
      SELECT t.entry_no, t.id, t.currency, 'debit' AS side, t.debit_account_id AS account_id, -t.amount AS change,
        t.debit_balance_after AS balance_after, t.debit_version AS version
      FROM ledger_transfer t WHERE t.partner_id = ${partnerId} AND t.entry_no > ${after}
      UNION ALL
      SELECT t.entry_no, t.id, t.currency, 'credit', t.credit_account_id, t.amount, t.credit_balance_after, t.credit_version
      FROM ledger_transfer t WHERE t.partner_id = ${partnerId} AND t.entry_no > ${after}
    ), running AS (
      SELECT s.*, coalesce(b.balance, 0) + sum(s.change) OVER account AS balance,
        coalesce(b.version, 0) + row_number() OVER account AS place
      FROM sides s LEFT JOIN (${accountEnds(partnerId, after)}) b ON b.account_id = s.account_id
      WINDOW account AS (PARTITION BY s.account_id ORDER BY s.entry_no)
    ), reversed AS (
      SELECT t.entry_no, t.id, t.reverses, t.amount, o.amount AS whole, o.reverses AS deeper, o.entry_no AS original_no,
        (SELECT sum(r.amount) FROM ledger_transfer r
          WHERE r.partner_id = t.partner_id AND r.reverses = t.reverses AND r.entry_no <= t.entry_no) AS taken,
        o.debit_account_id = t.credit_account_id AND o.credit_account_id = t.debit_account_id AS mirrored
      FROM ledger_transfer t LEFT JOIN ledger_transfer o ON o.partner_id = t.partner_id AND o.id = t.reverses
      WHERE t.partner_id = ${partnerId} AND t.entry_no > ${after} AND t.reverses IS NOT NULL
    ), wrong AS (
      SELECT 1 AS rank, 'entry_missing' AS what, c.entry_no, c.id AS transfer_id, NULL::uuid AS account_id,
        format('Entries %s to %s are missing.', c.previous + 1, c.entry_no - 1) AS detail,
        NULL::bigint AS said, NULL::bigint AS made, c.currency
      FROM chained c WHERE c.entry_no > ${after} AND c.entry_no <> c.previous + 1
      UNION ALL
      SELECT 2, 'entry_changed', c.entry_no, c.id, NULL, 'The entry does not match its hash, or the hash not the entry before.',
        NULL, NULL, c.currency
      FROM chained c WHERE c.entry_no > ${after} AND NOT c.intact AND c.entry_no = c.previous + 1
      UNION ALL
      SELECT 3, 'entry_changed', c.entry_no, c.id, NULL, 'The entry was posted before the one in front of it.',
        NULL, NULL, c.currency
      FROM chained c WHERE c.posted_at < c.posted_before
      UNION ALL
      SELECT 4, 'entry_balance_wrong', r.entry_no, r.id, r.account_id, format('The %s side says balance %s, version %s; its entries make %s and %s.',
        r.side, r.balance_after, r.version, r.balance, r.place), r.balance_after, r.balance::bigint, r.currency
      FROM running r WHERE r.balance_after <> r.balance OR r.version <> r.place
      UNION ALL
      SELECT 5, 'entry_account_wrong', s.entry_no, s.id, s.account_id, format('The %s account is not there or has another currency.', s.side),
        NULL, NULL, s.currency
      FROM sides s LEFT JOIN ledger_account a ON a.partner_id = ${partnerId} AND a.id = s.account_id
      WHERE a.id IS NULL OR a.currency <> s.currency
      UNION ALL
      SELECT 6, 'reversed_too_much', v.entry_no, v.id, NULL, 'The reversal does not mirror a transfer, or takes more than was left of it.',
        NULL, NULL, NULL
      FROM reversed v WHERE v.whole IS NULL OR v.deeper IS NOT NULL OR v.original_no > v.entry_no OR v.taken > v.whole OR NOT v.mirrored
    )
    SELECT w.what, w.entry_no, w.transfer_id, w.account_id, w.detail, w.said, w.made, w.currency FROM wrong w ORDER BY w.entry_no, w.rank LIMIT 1`;
}

/** The end of the chain, and the ends of its days. */
function wrongEnds(partnerId: string, after: bigint): Check {
  return sql<ProblemRow>`
    WITH last AS (SELECT t.entry_no, t.hash, t.posted_at FROM ledger_transfer t WHERE t.partner_id = ${partnerId}
      ORDER BY t.entry_no DESC LIMIT 1),
    days AS (
      SELECT DISTINCT ON (1) (t.posted_at AT TIME ZONE 'UTC')::date AS day, t.entry_no, t.hash
      FROM ledger_transfer t WHERE t.partner_id = ${partnerId} AND t.entry_no >= ${after} ORDER BY 1, t.entry_no DESC
    )
    SELECT 'chain_head_wrong' AS what, last.entry_no, NULL::uuid AS transfer_id, NULL::uuid AS account_id,
      format('The chain ends at entry %s, its head says %s.', coalesce(last.entry_no, 0), coalesce(h.entry_no::text, 'nothing')) AS detail,
      NULL::bigint AS said, NULL::bigint AS made, NULL::text AS currency
    FROM (SELECT) one LEFT JOIN last ON true LEFT JOIN ledger_chain_head h ON h.partner_id = ${partnerId}
    WHERE h.entry_no IS DISTINCT FROM coalesce(last.entry_no, 0) OR h.hash IS DISTINCT FROM coalesce(last.hash, decode(repeat('00', 32), 'hex'))
       OR h.posted_at < last.posted_at
    UNION ALL
    SELECT 'daily_root_wrong', coalesce(r.entry_no, d.entry_no), NULL, NULL, format('The root of %s is not the end of that day.', coalesce(r.day, d.day)),
      NULL, NULL, NULL
    FROM days d FULL JOIN (SELECT * FROM ledger_daily_root WHERE partner_id = ${partnerId}
      AND (${after} = 0::bigint OR day >= (SELECT min(day) FROM days))) r ON r.day = d.day
    WHERE (r.day IS NULL AND d.day < (SELECT max(day) FROM days)) OR (r.day IS NOT NULL AND d.day IS NULL)
       OR r.entry_no <> d.entry_no OR r.hash <> d.hash
    ORDER BY 1, 2`;
}

function wrongAccounts(partnerId: string, after: bigint): Check {
  return sql<ProblemRow>`
    WITH sums AS (${after === 0n ? allSums(partnerId) : endSums(partnerId)}
    ), holds AS (
      SELECT h.account_id, sum(h.amount) AS held FROM ledger_hold h WHERE h.partner_id = ${partnerId} AND h.ended_at IS NULL
      GROUP BY h.account_id
    ), accounts AS (
      SELECT a.*, coalesce(s.debits, 0) AS sum_debits, coalesce(s.credits, 0) AS sum_credits, coalesce(s.entries, 0) AS entries,
        coalesce(h.held, 0) AS sum_held
      FROM ledger_account a LEFT JOIN sums s ON s.account_id = a.id LEFT JOIN holds h ON h.account_id = a.id
      WHERE a.partner_id = ${partnerId}
    )
    SELECT 'account_wrong' AS what, NULL::bigint AS entry_no, NULL::uuid AS transfer_id, a.id AS account_id,
      format('The account says debits %s, credits %s, version %s; its entries make %s, %s and %s.',
        a.debits, a.credits, a.version, a.sum_debits, a.sum_credits, a.entries) AS detail,
      a.credits - a.debits AS said, (a.sum_credits - a.sum_debits)::bigint AS made, a.currency
    FROM accounts a WHERE a.debits <> a.sum_debits OR a.credits <> a.sum_credits OR a.version <> a.entries
    UNION ALL
    SELECT 'holds_wrong', NULL, NULL, a.id, format('The account says %s is held; its open holds make %s.', a.held, a.sum_held),
      a.held, a.sum_held::bigint, a.currency
    FROM accounts a WHERE a.held <> a.sum_held
    UNION ALL
    SELECT 'holds_wrong', NULL, NULL, h.account_id, 'There are holds on an account that is not there.', NULL, NULL, NULL
    FROM holds h WHERE NOT EXISTS (SELECT FROM accounts a WHERE a.id = h.account_id)
    UNION ALL
    SELECT 'floor_passed', NULL, NULL, a.id, format('Balance less holds is %s, the floor %s.', a.credits - a.debits - a.held, a.floor),
      a.credits - a.debits - a.held, a.floor, a.currency
    FROM accounts a WHERE a.credits - a.debits - a.held < a.floor
    ORDER BY 4, 1`;
}

/** Trial balance: in every currency all balances of a partner together are nothing. */
function wrongSums(partnerId: string): Check {
  return sql<ProblemRow>`
    SELECT 'books_unbalanced' AS what, NULL::bigint AS entry_no, NULL::uuid AS transfer_id, NULL::uuid AS account_id,
      format('All %s balances together are %s, not 0.', a.currency, sum(a.credits - a.debits)) AS detail,
      sum(a.credits - a.debits)::bigint AS said, 0::bigint AS made, a.currency
    FROM ledger_account a WHERE a.partner_id = ${partnerId}
    GROUP BY a.currency HAVING sum(a.credits - a.debits) <> 0 ORDER BY a.currency`;
}

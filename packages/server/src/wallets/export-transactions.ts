import type { PartnerFacts } from '../identity/index.ts';
import type { EntryFilter } from '../ledger/index.ts';
import { csvLine, wireCell, type CsvBatch } from '../platform/csv/index.ts';
import { toApiTransaction } from './views.ts';
import { walletsByAccount } from './wallet-names.ts';
import type { WalletsDeps } from './wallets-deps.ts';

const BATCH = 1_000;
const COLUMNS = [
  'transaction_id',
  'account_id',
  'type',
  'amount',
  'currency',
  'balance_after',
  'reference_type',
  'reference',
  'description',
  'reverses',
  'status',
  'processed_at',
] as const;

/** Transactions as a table, newest first, read batch by batch from where the last one ended. */
export async function exportTransactions(
  deps: WalletsDeps,
  partner: Pick<PartnerFacts, 'partnerId' | 'authId' | 'name'>,
  filter: EntryFilter,
): Promise<{ readonly rowsTotal: number; readonly batches: AsyncIterable<CsvBatch> }> {
  const { partnerId } = partner;
  const first = await deps.ledger.listEntries(deps.db.kysely, partnerId, filter, { limit: 1, offset: 0 });
  return { rowsTotal: first.total, batches: batchesOf(deps, partner, filter) };
}

async function* batchesOf(
  deps: WalletsDeps,
  partner: Pick<PartnerFacts, 'partnerId' | 'authId' | 'name'>,
  filter: EntryFilter,
): AsyncGenerator<CsvBatch> {
  yield { text: csvLine(COLUMNS), rows: 0 };
  let cursor: string | null = null;
  do {
    const page = { limit: BATCH, cursor, summary: false } as const;
    const { entries, nextCursor } = await deps.ledger.listEntries(
      deps.db.kysely,
      partner.partnerId,
      filter,
      page,
    );
    const wallets = await walletsByAccount(
      deps,
      partner.partnerId,
      entries.map((entry) => entry.transfer),
    );
    const names = { partnerAuthId: partner.authId, partnerName: partner.name, wallets };
    const lines = entries.map((entry) => {
      const wire = toApiTransaction(entry, names);
      return csvLine(COLUMNS.map((column) => wireCell(wire[column])));
    });
    if (lines.length > 0) yield { text: lines.join(''), rows: lines.length };
    cursor = nextCursor;
  } while (cursor !== null);
}

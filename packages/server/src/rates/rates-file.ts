import { formatLiteral } from '../platform/money/index.ts';
import { formatRate, type DeckRow } from '../pricing/index.ts';

const HEAD =
  'prefix,description,rate_per_minute,connect_fee,initial_increment,next_increment,effective_from,effective_to\n';

/** A text that a spreadsheet would take for a formula is none with an apostrophe before it. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

const time = (ms: number): string => (Number.isFinite(ms) ? new Date(ms).toISOString() : '');

function line(row: DeckRow): string {
  return [
    row.prefix,
    cell(row.description),
    formatRate(row.ratePerMinute),
    formatLiteral(row.connectFee, 0),
    String(row.initialIncrementSeconds),
    String(row.nextIncrementSeconds),
    time(row.effectiveFromMs),
    time(row.effectiveToMs),
  ].join(',');
}

/** Prices as a file that can be sent back as a deck. */
export async function* ratesFile(pages: AsyncIterable<readonly DeckRow[]>): AsyncGenerator<string> {
  yield HEAD;
  for await (const rows of pages) yield rows.map((row) => `${line(row)}\n`).join('');
}

const CHUNK_ROWS = 1_000;

/** What row `n` of a made-up deck prices: nested prefixes of three to eight digits, each once. */
export function prefixOf(n: number): string {
  const base = String(100_000 + Math.floor(n / 2));
  return n % 2 === 0 ? base : `${base}${String(n % 10)}`;
}

/** A deck as a spreadsheet exports it, made as it is read; another round changes a tenth of the prices. */
export async function* deckFile(rows: number, round: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('prefix,description,rate_per_minute,connect_fee,initial_increment,next_increment\n');
  for (let at = 0; at < rows; at += CHUNK_ROWS) {
    const lines = Array.from({ length: Math.min(CHUNK_ROWS, rows - at) }, (_, index) => {
      const n = at + index;
      const cents = 100 + (n % 900) + (n % 10 === 0 ? round : 0);
      return `${prefixOf(n)},"Destination ${String(n % 9_000)}, mobile",${(cents / 1_000).toFixed(4)},0.01,60,6\n`;
    });
    yield Buffer.from(lines.join(''));
  }
}

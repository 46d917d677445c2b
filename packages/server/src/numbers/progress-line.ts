import { MOST_ROWS } from './stock-import.ts';
import type { NumberImport } from './number-import.ts';

const WIDTH = 30;

function bar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.floor(share * 100)
    .toString()
    .padStart(3)} %`;
}

/** How far an import is, in one line. */
export function progressLine(state: NumberImport): string {
  const { bytesRead, bytesTotal, rowsRead, numbersAdded } = state;
  if (state.state !== 'reading') {
    return `adding   ${bar(rowsRead === 0 ? 1 : numbersAdded / rowsRead)}  ${numbersAdded.toString()} of ${rowsRead.toString()} numbers`;
  }
  const share = bytesTotal === null ? rowsRead / MOST_ROWS : bytesTotal === 0 ? 1 : bytesRead / bytesTotal;
  return `reading  ${bar(share)}  ${rowsRead.toString()} rows, ${state.faults.toString()} faults`;
}

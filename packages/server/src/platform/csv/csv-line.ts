/** What a spreadsheet would run as a formula. A plain number, or a phone number with its plus, is none. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
const QUOTED = /[",\r\n]/;

function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Some lines of a table, and how many rows they are: a cell may hold line ends, so they cannot be counted. */
export interface CsvBatch {
  readonly text: string;
  readonly rows: number;
}

/** A line of CSV (RFC 4180) with its end. A cell that a spreadsheet would run begins with an apostrophe. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

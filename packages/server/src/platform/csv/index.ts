export { csvLine, type CsvBatch } from './csv-line.ts';
export type { CsvColumn, CsvFault } from './header.ts';
export { wireCell } from './wire-cell.ts';
export { readCsv, type CsvItem, type CsvOptions, type CsvRecord } from './read-csv.ts';

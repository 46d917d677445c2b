import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvLine, readCsv, type CsvRecord } from './index.ts';

it('quotes what would break a line, and leaves phone numbers and amounts alone', () => {
  expect(csvLine(['+919876543210', '-1.50', 'a,b', 'say "hi"', 'two\nlines', ''])).toBe(
    '+919876543210,-1.50,"a,b","say ""hi""","two\nlines",\r\n',
  );
});

it('takes the sting out of formulas', () => {
  expect(csvLine(['=1+1', '+1+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '"=1"'])).toBe(
    `'=1+1,'+1+cmd|x,'-2+3,'@SUM(A1),'\t=1,"""=1"""\r\n`,
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const line = csvLine([text]);
      const shown = line.startsWith('"') ? line.slice(1) : line;
      expect(/^[=@]/.test(shown)).toBe(false);
    }),
  );
});

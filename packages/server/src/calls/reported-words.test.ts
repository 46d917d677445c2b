import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hangupCauseOf, hangupDispositionOf, hangupSourceOf } from './reported-words.ts';

test('what an edge says of an end is recorded in published words where it is one of them', () => {
  expect(['USER_BUSY', 'user busy', 'User-Busy', ' user_busy\n'].map(hangupCauseOf)).toEqual(
    Array(4).fill('USER_BUSY'),
  );
  expect(['caller', 'CALLEE', 'Carrier', 'platform', 'api request'].map(hangupSourceOf)).toEqual([
    'Caller',
    'Callee',
    'Carrier',
    'Platform',
    'API Request',
  ]);
  expect(['send_bye', 'RECV_BYE'].map(hangupDispositionOf)).toEqual(['send_bye', 'recv_bye']);
});

test('other words stay, of plain characters and short', () => {
  expect(hangupCauseOf('=HYPERLINK("x")')).toBe('HYPERLINKX');
  expect(hangupCauseOf('Allotted timeout')).toBe('ALLOTTED TIMEOUT');
  expect(hangupSourceOf('mum-1')).toBe('mum-1');
  for (const nothing of [null, undefined, '', ' - ', '…'])
    expect([hangupCauseOf(nothing), hangupSourceOf(nothing), hangupDispositionOf(nothing)]).toEqual([
      null,
      null,
      null,
    ]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (said) => {
      for (const read of [hangupCauseOf, hangupSourceOf, hangupDispositionOf])
        expect(read(said) ?? 'x').toMatch(/^[A-Za-z0-9_][A-Za-z0-9_ -]{0,59}$/);
    }),
  );
});

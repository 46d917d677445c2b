import { expect, test } from 'vitest';
import { readDialledNumber } from './dialled-number.ts';

test.each([
  ['+919811000000', 'IN', '919811000000', 'IN', 'mobile', 'international'],
  [' 919811000000', 'IN', '919811000000', 'IN', 'mobile', 'international'],
  ['00 44 20 7946 0018', 'IN', '442079460018', 'GB', 'local', 'international'],
  ['098110 00000', 'IN', '919811000000', 'IN', 'mobile', 'national'],
  ['(020) 7946-0018', 'GB', '442079460018', 'GB', 'local', 'national'],
  ['442079460018', 'IN', '442079460018', 'GB', 'local', 'international'],
  ['+1 800 555 0199', 'IN', '18005550199', 'US', 'toll_free', 'international'],
  ['+919999', 'IN', null, null, null, null],
  ['+8816123456', 'IN', '8816123456', null, 'national', 'international'],
])('%j dialled in %s', (text, from, digits, country, type, readAs) => {
  const number = readDialledNumber(text, from);
  if (digits === null) expect(number).toBeNull();
  else expect(number).toMatchObject({ digits, e164: `+${digits}`, country, type, readAs });
});

test.each(['', '+', 'abc', '+91 98110 call', '0', '+0123456789', '1'.repeat(41)])(
  '%j is no number',
  (text) => {
    expect(readDialledNumber(text, 'IN')).toBeNull();
  },
);

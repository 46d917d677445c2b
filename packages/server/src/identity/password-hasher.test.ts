import { expect, it } from 'vitest';
import { PasswordHasher } from './password-hasher.ts';
import { passwordFaults } from './password-rule.ts';

it('a flood of logins hashes a few at a time, keeps a few waiting and tells the others to come back', async () => {
  const hasher = new PasswordHasher({ concurrent: 2, waiting: 3 });
  await hasher.verify(null, 'warm');
  const before = hasher.work;
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => hasher.verify(null, 'guess')));
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused).toHaveLength(15);
  for (const answer of refused)
    expect(answer.reason).toMatchObject({ code: 'service_unavailable', headers: { 'retry-after': '2' } });
  expect(hasher.work - before).toBe(5);
  // The turns were given back.
  expect(await hasher.verify(await hasher.hash('right-7'), 'right-7')).toBe(true);
});

it('a hash fits its password alone, however the letters are composed; none fits no user', async () => {
  const hasher = new PasswordHasher();
  const stored = await hasher.hash('Café-horse-7');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hasher.verify(stored, 'Cafe\u0301-horse-7')).toBe(true);
  expect(await hasher.verify(stored, 'Cafe-horse-7')).toBe(false);
  expect(await hasher.verify(null, 'a password that nobody has')).toBe(false);
});

it.each([
  ['Abc123!x', []],
  ['short', ['string_too_short', 'value_error', 'value_error']],
  ['abcdefg1', ['value_error']],
  ['abcdefg!', ['value_error']],
  ['пароль-7', []],
  [`${'x'.repeat(199)}1!`, ['string_too_long']],
])('the published rule on %s', (password, types) => {
  expect(passwordFaults(password, ['body', 'password']).map((fault) => fault.type)).toEqual(types);
});

import { expect, it } from 'vitest';
import { isTokenText, maskToken, newToken } from './token-text.ts';

it('a token has the published form, and a mistyped one is told from it without asking anybody', () => {
  const token = newToken('live');
  expect(token).toMatch(/^sk_live_[0-9A-Za-z]{40}$/);
  expect(newToken('test')).toMatch(/^sk_test_[0-9A-Za-z]{40}$/);
  expect(isTokenText(token)).toBe(true);
  for (let at = 8; at < token.length; at += 1) {
    const other = token[at] === 'x' ? 'y' : 'x';
    expect(isTokenText(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
  }
  expect(isTokenText(token.replace('live', 'test'))).toBe(false);
  expect(isTokenText(`${token}\n`)).toBe(false);
  expect(maskToken(token)).toBe(`sk_live_…${token.slice(-4)}`);
});

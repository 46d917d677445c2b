import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '../../../..');
const text = readFileSync(join(PROJECT, 'docs/compatibility.md'), 'utf8');
const rows = [...text.matchAll(/^\| `(\w+) (\/[^`]+)` \|[^|]+\| `([^`]+)`: ([^|]+) \|$/gm)].map(
  ([, method = '', path = '', file = '', title = '']) => ({ method, path, file, title: title.trim() }),
);
const document = JSON.parse(readFileSync(join(PROJECT, 'packages/sdk/openapi.json'), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** The published index of the Partner API, but for KYC. */
const PUBLISHED = [
  'POST /login',
  'GET /me',
  'GET /dashboard',
  'GET /analytics',
  'POST /accounts',
  'GET /accounts',
  'GET /accounts/{customer_auth_id}',
  'GET /accounts/{customer_auth_id}/balance',
  'POST /accounts/{customer_auth_id}/transfer-balance',
  'GET /accounts/{customer_auth_id}/transactions',
  'GET /transactions',
  'GET /accounts/{customer_auth_id}/cdrs',
  'GET /accounts/{customer_auth_id}/cdrs/{call_uuid}',
  'GET /cdrs',
  'GET /accounts/{customer_auth_id}/numbers',
  'GET /numbers',
  'POST /accounts/{customer_auth_id}/concurrency/transfer',
  'POST /accounts/{customer_auth_id}/concurrency/reclaim',
  'GET /accounts/{customer_auth_id}/concurrency',
  'GET /concurrency/transfers',
];

it('the table of compatibility names every published endpoint', () => {
  expect(rows.map(({ method, path }) => `${method} ${path}`)).toEqual(PUBLISHED);
});

it.each(rows)('$method $path is served, and its test is there', ({ method, path, file, title }) => {
  expect(Object.keys(document.paths[`/api/v1/partner${path}`] ?? {})).toContain(method.toLowerCase());
  const test = join(PROJECT, 'packages/server/src', file);
  expect(existsSync(test)).toBe(true);
  expect(readFileSync(test, 'utf8')).toContain(`'${title}'`);
});

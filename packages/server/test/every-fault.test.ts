import { describe, expect, it } from 'vitest';
import { AuditLogQuery } from '../src/audit/contract.ts';
import { NewTokenBody } from '../src/identity/contract.ts';
import { CreatePartnerBody } from '../src/partners/contract.ts';
import { compileParser } from '../src/platform/http/index.ts';
import { GlobalTransactionQuery } from '../src/wallets/query-contract.ts';
import type { TSchema } from 'typebox';

function namesOf(schema: TSchema, part: 'query' | 'body', input: unknown): string[] {
  const parsed = compileParser(schema, part)(input);
  return 'faults' in parsed ? [...new Set(parsed.faults.map(({ loc }) => loc.slice(1).join('.')))] : [];
}

describe('one answer names the faults of the schema and of the fields’ own rules, in the order of the fields', () => {
  it.each([
    [{ per_page: '201', from_date: '2026-13-01' }, 'per_page from_date'],
    [
      { page: '0', from_date: 'xx', to_date: 'yy', transaction_type: 'foo' },
      'page from_date to_date transaction_type',
    ],
    [{ from_date: '2026-12-01', to_date: '2026-11-01', page: '0' }, 'page to_date'],
    [{ cursor: 'abc', page: '0' }, 'page cursor'],
    [{ from_date: '2026-11-01', to_date: '2026-11-01' }, ''],
  ])('of a list: %j', (query, names) => {
    expect(namesOf(GlobalTransactionQuery, 'query', query).join(' ')).toBe(names);
  });

  it('of the audit log', () => {
    const query = { from_date: '2026-12-01', to_date: '2026-11-01', page: '0' };
    expect(namesOf(AuditLogQuery, 'query', query).sort()).toEqual(['page', 'to_date']);
  });

  it.each([
    [
      {
        label: 'bad',
        scopes: ['foo'],
        ip_allow_list: ['999.1.1.1'],
        expires_at: 'never',
        x: 1,
      },
      'scopes.0 ip_allow_list.0 expires_at x',
    ],
    [
      { label: '', ip_allow_list: ['999.1.1.1'], max_transfer_per_day: -5, api_version: 'x' },
      'label api_version ip_allow_list.0 max_transfer_per_day',
    ],
  ])('of a new token: %j', (body, names) => {
    expect(namesOf(NewTokenBody, 'body', body).join(' ')).toBe(names);
  });

  it('of a new partner, as the command line reads it', () => {
    const body = { name: '', email: 'bad', phone: '1', starting_balance: '-1' };
    expect(namesOf(CreatePartnerBody, 'body', body)).toEqual(['name', 'email', 'phone', 'starting_balance']);
  });
});

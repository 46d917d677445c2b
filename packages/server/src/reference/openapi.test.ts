import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCatalogue } from '../platform/errors/index.ts';
import type { Surface } from '../platform/http/index.ts';
import { resolve, type ApiResponse, type OpenApiDocument, type Operation } from './document.ts';
import { SESSION_COOKIE } from '../identity/index.ts';
import { checkOpenApi, writeOpenApi } from './drift.ts';
import { sdkName } from './names.ts';
import { buildOpenApi } from './openapi.ts';
import { COMMITTED_REFERENCE } from './reference-config.ts';
import { sampleSurfaces } from './test-harness.ts';

const build = (surfaces = sampleSurfaces): OpenApiDocument =>
  buildOpenApi({ surfaces, config: COMMITTED_REFERENCE });
const document = build();

function operation(method: string, path: string): Operation {
  return document.paths[path]![method]!;
}

function response(of: Operation, status: string): ApiResponse {
  return resolve<ApiResponse>(document, of.responses[status]!);
}

function withRoutes(
  change: (surface: Surface<unknown>) => Partial<Surface<unknown>>,
): readonly Surface<unknown>[] {
  const [first, ...others] = sampleSurfaces;
  return [{ ...first!, ...change(first!) }, ...others];
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reference-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the document', () => {
  it('passes a public linter whose every warning is an error', async () => {
    const path = join(folder, 'linted.json');
    await writeOpenApi(path, sampleSurfaces);
    const root = join(import.meta.dirname, '../../../..');
    const lint = async (): Promise<string> => {
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        [
          join(root, 'node_modules/@redocly/cli/bin/cli.js'),
          'lint',
          path,
          '--config',
          join(root, 'redocly.yaml'),
        ],
        { env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
      );
      return stdout + stderr;
    };
    expect(await lint()).toMatch(/valid/i);
    // The check can fail: an example that does not fit its schema is found.
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replaceAll('"auth_id": "MA_48149CF4"', '"auth_id": 7'),
    );
    await expect(lint()).rejects.toThrow();
  });

  it('is the same text for the same tables', () => {
    expect(JSON.stringify(build())).toBe(JSON.stringify(document));
  });

  it('has each version of an answer with its own schema and an example that fits it', () => {
    const answer = response(operation('get', '/api/v1/partner/accounts/{id}'), '200');
    expect(answer['x-api-versions']).toEqual({
      '2026-03-25': { $ref: '#/components/schemas/Account' },
      '2026-05-12': { $ref: '#/components/schemas/Account.2026-05-12' },
    });
    const examples = answer.content!['application/json']!.examples!;
    expect(examples['2026-05-12']!.value).toEqual({ id: 'MA_48149CF4', cash_credits: '1300.00000' });
    expect(Object.keys(answer.headers!)).toContain('X-API-Version');
  });

  it('names every error a route can answer with, its own and those of every route', () => {
    const codes = (of: Operation): string[] =>
      Object.keys(of.responses)
        .filter((status) => !status.startsWith('2'))
        .flatMap((status) => Object.keys(response(of, status).content!['application/json']!.examples!));
    expect(codes(operation('post', '/api/v1/partner/accounts/{id}/transfer-balance')).sort()).toEqual(
      [
        'ValidationError',
        'account_suspended',
        'credential_expired',
        'csrf_refused',
        'forbidden',
        'insufficient_scope',
        'ip_not_allowed',
        'too_many_failed_attempts',
        'wrong_account_kind',
        'idempotency_key_reused',
        'internal_server_error',
        'not_acceptable',
        'not_found',
        'payload_too_large',
        'rate_limit_exceeded',
        'service_unavailable',
        'unauthorized',
        'unsupported_api_version',
        'unsupported_media_type',
      ].sort(),
    );
    expect(codes(operation('get', '/api/v1/partner/accounts'))).toContain('page_too_deep');
    expect(codes(operation('delete', '/api/v1/partner/tokens/{id}'))).not.toContain('payload_too_large');
    const busy = response(operation('get', '/api/v1/partner/accounts'), '503');
    expect(Object.keys(busy.headers!)).toContain('Retry-After');
  });

  it('shows errors in the form of their surface', () => {
    const own = operation('get', '/api/v1/account/{auth_id}/balance/{currency}');
    const { schema, examples } = response(own, '401').content!['application/json']!;
    expect(examples!['unauthorized']!.value).toEqual({
      error: { code: 401, message: 'Missing or invalid credentials.' },
    });
    expect(resolve(document, schema)).toMatchObject({
      properties: { error: { properties: { code: { type: 'integer' } } } },
    });
  });

  it('offers Idempotency-Key exactly where it is honoured, and documents every path parameter', () => {
    const text = (of: Operation): string => JSON.stringify(of.parameters);
    expect(text(operation('post', '/api/v1/partner/accounts'))).toContain('IdempotencyKey');
    expect(text(operation('get', '/api/v1/partner/accounts'))).not.toContain('IdempotencyKey');
    const own = operation('get', '/api/v1/account/{auth_id}/balance/{currency}');
    expect(own.parameters).toMatchObject([{ name: 'auth_id' }, { name: 'currency' }, {}]);
  });

  it('lists the whole error catalogue, for programs and in the text', () => {
    const codes = document['x-error-catalogue'].map((entry) => entry.code);
    for (const { code } of errorCatalogue()) expect(codes).toContain(code);
    for (const code of codes) expect(document.info.description).toContain(`\`${code}\``);
  });

  it('names the cookie that identity sets', () => {
    expect(document.components.securitySchemes['SessionCookie']).toMatchObject({ name: SESSION_COOKIE });
  });

  it('tells nothing of the inside', () => {
    expect(JSON.stringify(document)).not.toMatch(/x-from|x-secret|x-many-lines|x-most|x-currency|\$id/);
  });

  it('is refused when two routes share a place or a name, or two schemas a name', () => {
    const twice = withRoutes(({ routes }) => ({ routes: [...routes, routes[0]!] }));
    expect(() => build(twice)).toThrow(/twice/);
    const clash = withRoutes(({ routes }) => ({
      routes: routes.map((route) =>
        route.operationId === 'transferBalance'
          ? { ...route, success: { ...route.success, schema: { type: 'object', title: 'Account' } } }
          : route,
      ),
    }));
    expect(() => build(clash)).toThrow('Two different schemas are called Account.');
  });
});

describe('drift', () => {
  it('is found, with the first difference', async () => {
    const path = join(folder, 'openapi.json');
    await expect(checkOpenApi(path, sampleSurfaces)).rejects.toThrow(/is missing/);
    await writeOpenApi(path, sampleSurfaces);
    await expect(checkOpenApi(path, sampleSurfaces)).resolves.toBeUndefined();
    const renamed = withRoutes(({ routes }) => ({
      routes: routes.map((route) =>
        route.operationId === 'getAccount' ? { ...route, summary: 'Read one account' } : route,
      ),
    }));
    await expect(checkOpenApi(path, renamed)).rejects.toThrow(
      /First difference, line \d+: the file has "summary": "Read an account",, the routes say "summary": "Read one account",/,
    );
  });
});

describe('names of the typed client', () => {
  it.each([
    ['GET', '/me', 'getProfile', 'me.get'],
    ['GET', '/me/balance', 'getMasterBalance', 'me.getBalance'],
    ['GET', '/me/transactions', 'listMasterTransactions', 'me.listTransactions'],
    ['POST', '/login', 'partnerLogin', 'login'],
    ['POST', '', 'createSession', 'create'],
    ['POST', '/staff', 'inviteStaff', 'staff.invite'],
    ['PATCH', '/team/:id', 'updateTeamMember', 'team.update'],
    ['DELETE', '/me/totp', 'removeTotp', 'me.removeTotp'],
    ['POST', '/links/:token', 'useLink', 'links.use'],
    ['GET', '/accounts', 'listAccounts', 'accounts.list'],
    ['POST', '/accounts', 'createAccount', 'accounts.create'],
    ['PATCH', '/accounts/:id', 'updateAccount', 'accounts.update'],
    ['POST', '/accounts/:id/transfer-balance', 'transferBalance', 'accounts.transferBalance'],
    ['GET', '/accounts/:id/transactions', 'listAccountTransactions', 'accounts.listTransactions'],
    ['POST', '/transfers/:transaction_id/reverse', 'reverseTransfer', 'transfers.reverse'],
    ['GET', '/audit-log', 'listAuditLog', 'auditLog.list'],
    ['POST', '/partners/:id/master-accounts', 'openMasterAccount', 'partners.openMasterAccount'],
    ['PUT', '/partners/:id/credit-limit', 'setPartnerCreditLimit', 'partners.setCreditLimit'],
    ['POST', '/partners/:id/credit-limit', 'setPartnerCreditLimit', 'partners.setCreditLimit'],
    ['POST', '/partners/:id/suspend', 'suspendPartner', 'partners.suspend'],
    ['DELETE', '/tokens/:id', 'revokeToken', 'tokens.revoke'],
    ['DELETE', '/accounts/:id/numbers/:e164', 'releaseNumber', 'accounts.releaseNumber'],
    ['GET', '/transactions/reference-types', 'listReferenceTypes', 'transactions.listReferenceTypes'],
  ])('%s %s (%s) is %s', (method, path, operationId, name) => {
    expect(sdkName({ method, path, operationId })).toBe(name);
  });
});

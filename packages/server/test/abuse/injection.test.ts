import { beforeAll, describe, expect, it } from 'vitest';
import { node, type SchemaNode } from '../../src/platform/http/index.ts';
import { startTestApp } from '../app.ts';
import { callersOf } from '../matrix/callers.ts';
import { bodyOf, cellsOf, headersOf, type Cell } from '../matrix/cells.ts';
import { checkedCall } from '../matrix/checked-call.ts';
import { databaseDigest } from '../matrix/database-digest.ts';
import { fillPath } from '../matrix/path-parameters.ts';
import { placeFor } from '../matrix/place.ts';
import { makeWorld, type World } from '../matrix/world.ts';

const app = await startTestApp();
const cells = cellsOf(app).filter(({ documented }) => documented);
let world: World;
beforeAll(async () => {
  world = await makeWorld(app);
});

const HOSTILE = [
  `' OR '1'='1`,
  `'; DROP TABLE partner; --`,
  `') UNION SELECT secret_hash::text FROM api_credential --`,
  `\\'; SELECT pg_sleep(30); --`,
  `$$; DELETE FROM ledger_transfer; $$`,
  `%' AND 1=CAST((SELECT version()) AS int) --`,
  `\${7*7}{{7*7}}<script>alert(1)</script>`,
  `../../../../etc/passwd`,
  `a\r\nSet-Cookie: portal_session=x`,
];

const isText = (schema: SchemaNode) =>
  [schema.type ?? schema.anyOf?.map(({ type }) => type) ?? []].flat(2).includes('string');

function authOf(cell: Cell) {
  return cell.route.open === true ? {} : callersOf(cell.surface.name).own(world, world.own);
}

const filtered = cells.flatMap((cell) => {
  const fields = cell.route.query === undefined ? {} : (node(cell.route.query).properties ?? {});
  return Object.keys(fields).length === 0 || cell.route.method !== 'GET'
    ? []
    : [{ name: cell.name, cell, fields }];
});

/** How many a list found: its total, wherever that stands, or the rows of a table below their header. */
function foundBy(body: unknown): unknown {
  if (typeof body === 'string') return body.trimEnd().split('\r\n').length - 1;
  const list = body as { total?: unknown; pagination?: { total?: unknown } };
  return list.pagination === undefined ? list.total : list.pagination.total;
}

describe('a hostile filter finds nothing, or is 422', () => {
  it.each(filtered)('$name', async ({ cell, fields }) => {
    const before = await databaseDigest(app.db);
    const url = fillPath(cell.path, world, world.own);
    const ask = (query: string) => checkedCall(app, 'GET', `${url}?${query}`, { auth: authOf(cell) });
    for (const [index, [field, schema]] of Object.entries(fields).entries()) {
      const texts = schema.enum === undefined ? HOSTILE : [HOSTILE[index % HOSTILE.length]!];
      for (const text of texts) {
        const got = await ask(`${field}=${encodeURIComponent(text)}`);
        expect([200, 404, 422], `${field}=${text}: ${got.text}`).toContain(got.status);
        // Below a filter that is free text there is nothing that it fits.
        // A look-up answers what it is about: nobody.
        if (got.status === 200 && !cell.path.includes('/directory/'))
          expect(foundBy(got.body), `${field}=${text}`).toBe(0);
      }
      for (const raw of ['%00', '%ff%fe', '%1b', 'a'.repeat(4_000)])
        expect([200, 404, 422], `${field}=${raw.slice(0, 20)}`).toContain(
          (await ask(`${field}=${raw}`)).status,
        );
      // A few lists may be given by repeating their name, as published.
      const repeated = JSON.stringify(schema).includes('"array"') ? [] : [`${field}=1&${field}=2`];
      const strange = [...repeated, `${field}[]=1`, `${field}[$ne]=1`, `${field}.x=1`];
      if ([schema.type].flat().includes('integer'))
        for (const raw of ['1e400', '99999999999999999999', '-1', '1.5', 'NaN', '0x1', '%2B1', '%201', ''])
          strange.push(`${field}=${raw}`);
      for (const query of strange) {
        const got = await ask(query);
        expect([got.status, got.code], query).toEqual([422, 'ValidationError']);
      }
    }
    expect(await databaseDigest(app.db)).toEqual(before);
  });

  it.each(cells.filter(({ route }) => route.method === 'GET' && route.open !== true))(
    '$name: unknown keys are 422 and named',
    async (cell) => {
      const url = fillPath(cell.path, world, world.own);
      for (const key of ['surprise', '__proto__', 'constructor', 'hasOwnProperty', 'toString']) {
        const got = await checkedCall(app, 'GET', `${url}?${key}=1`, { auth: authOf(cell) });
        expect([got.status, got.code], `${key}: ${got.text.slice(0, 200)}`).toEqual([422, 'ValidationError']);
      }
    },
  );
});

const inPaths = cells.filter(({ path, route }) => path.includes(':') && route.open !== true);

describe('a hostile id in a path names nothing', () => {
  it.each(inPaths)('$name', async (cell) => {
    const before = await databaseDigest(app.db);
    const placeholders = cell.path.split('/').filter((segment) => segment.startsWith(':'));
    const ids = [
      ...HOSTILE.map((text) => encodeURIComponent(text)),
      '%00',
      '%ff',
      '%252e',
      'a'.repeat(300),
      'a'.repeat(10_000),
      '__proto__',
      'null',
      '-1',
      '*',
      '%F0%9F%92%A9',
    ];
    for (const placeholder of placeholders) {
      for (const id of ids) {
        const url = fillPath(cell.path, world, world.own, { [placeholder]: id });
        const body = bodyOf(cell.route, world);
        const headers = headersOf(cell.route);
        const got = await checkedCall(app, cell.route.method, url, { auth: authOf(cell), body, headers });
        expect([403, 404], `${url.slice(0, 200)} ${got.text}`).toContain(got.status);
        expect(got.code).toBe(got.status === 403 ? 'account_mismatch' : 'not_found');
      }
    }
    expect(await databaseDigest(app.db)).toEqual(before);
  });
});

const withTexts = cells
  .map((cell) => {
    const properties = cell.route.body === undefined ? {} : (node(cell.route.body).properties ?? {});
    const fields = Object.keys(properties).filter((field) => isText(properties[field]!));
    return { name: cell.name, cell, fields };
  })
  .filter(({ fields }) => fields.length > 0);

describe('SQL, markup and line breaks in a text field are text', () => {
  it.each(withTexts)('$name', async ({ cell, fields }) => {
    const before = await databaseDigest(app.db, world.other.partner.partnerId);
    const place = await placeFor(cell, world);
    const url = fillPath(cell.path, place.world, place.tenant);
    const auth = cell.route.open === true ? {} : callersOf(cell.surface.name).own(place.world, place.tenant);
    const refusals = cell.route.errors.map(({ definition }) => definition.code);
    for (const [index, field] of fields.entries()) {
      // Two of them for each field, others for the next.
      for (const shift of [0, 5]) {
        const text = HOSTILE[(index + shift) % HOSTILE.length]!;
        const body = { ...(bodyOf(cell.route) as object), [field]: text };
        const got = await checkedCall(app, cell.route.method, url, { auth, body });
        if (got.status < 300) expect(got.status).toBe(cell.route.success.status);
        else
          expect([...refusals, 'ValidationError', 'not_found'], `${text}: ${got.text}`).toContain(got.code);
        expect(got.headers['set-cookie'], text).toBeUndefined();
      }
    }
    expect(await databaseDigest(app.db, world.other.partner.partnerId)).toEqual(before);
  });

  it('and come back as they were sent', async () => {
    const customer = await app.customer(world.other.partner);
    const url = `/api/v1/partner/accounts/${customer.authId}`;
    const auth = world.other.partner.auth;
    for (const text of HOSTILE.filter((one) => !one.includes('\r'))) {
      const saved = await checkedCall(app, 'PATCH', url, { auth, body: { name: text, company: text } });
      expect(saved.status, saved.text).toBe(200);
      const read = await checkedCall(app, 'GET', url, { auth });
      expect(read.body).toMatchObject({ name: text, company: text });
      const found = await checkedCall(
        app,
        'GET',
        `/api/v1/partner/accounts?search=${encodeURIComponent(text)}`,
        { auth },
      );
      expect((found.body as { total: number }).total, text).toBe(1);
    }
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR_ROLE_SCOPES, PARTNER_SCOPES } from '../../src/identity/principal.ts';
import { API_VERSIONS, node } from '../../src/platform/http/index.ts';
import { startTestApp, type Auth } from '../app.ts';
import { bodyOf, cellsOf, headersOf, queryOf, writes, type Cell } from './cells.ts';
import { callersOf, wrongCredentials, type SurfaceCallers } from './callers.ts';
import { checkedCall, type CallOptions, type CheckedAnswer } from './checked-call.ts';
import { databaseDigest } from './database-digest.ts';
import { fillPath, parametersOf } from './path-parameters.ts';
import { placeFor } from './place.ts';
import {
  cookieFor,
  makePeopledTenant,
  makeTenant,
  makeWorld,
  person,
  tokenWith,
  type Tenant,
  type World,
} from './world.ts';

const app = await startTestApp();
const digest = () => databaseDigest(app.db);

const cells = cellsOf(app);
const guarded = cells.filter(({ route }) => route.open !== true);
const callers = (cell: Cell): SurfaceCallers => callersOf(cell.surface.name);

let world: World;
beforeAll(async () => {
  world = await makeWorld(app);
});

interface Asked extends CallOptions {
  readonly tenant?: Tenant;
  readonly replaced?: Readonly<Record<string, string>>;
  readonly query?: string;
}

async function ask(cell: Cell, auth: Auth | undefined, asked: Asked = {}): Promise<CheckedAnswer> {
  const { tenant = world.own, replaced = {}, query = '', ...options } = asked;
  const url = fillPath(cell.path, world, tenant, replaced) + queryOf(cell, world, query);
  const sent = { auth, body: bodyOf(cell.route, world), headers: headersOf(cell.route) };
  return checkedCall(app, cell.route.method, url, { ...sent, ...options });
}

const brief = ({ status, code }: CheckedAnswer) => [status, code];

/** Runs `work` and holds the whole database against what it was before. */
async function changingNothing(work: () => Promise<void>): Promise<void> {
  const before = await digest();
  await work();
  expect(await digest()).toEqual(before);
}

describe('the route tables', () => {
  it('have a caller for each surface and a value for each parameter of a path', () => {
    expect(cells.length).toBeGreaterThan(60);
    for (const cell of cells) {
      for (const parameter of parametersOf(cell.path)) {
        if (cell.route.open === true || callersOf(cell.surface.name).ownedBy === null) continue;
        const owned = parameter.missing === undefined || parameter.foreign !== undefined;
        expect(owned, `${cell.name}: ${parameter.key} needs a thing of another partner`).toBe(true);
      }
    }
  });

  it('tell what to add for a parameter or a surface that nobody described', () => {
    expect(() => parametersOf('/api/v1/partner/invoices/:invoice_id')).toThrow(
      "Add 'invoices/:invoice_id' (or ':invoice_id', if the name alone says what it is) to PARAMETERS",
    );
    expect(() => callersOf('nowhere')).toThrow("the surface 'nowhere'");
  });

  it('name a scope for whatever can be changed, but for what people do to their own login', () => {
    const unscoped = guarded.filter(
      (cell) => writes(cell) && cell.route.scope === null && callers(cell).ownedBy !== 'customer',
    );
    const own = ({ surface, route }: Cell) =>
      surface.name === 'session' ||
      surface.name === 'edge' ||
      (surface.name === 'operator' && /^\/me(?:\/|$)/.test(route.path));
    expect(unscoped.filter((cell) => !own(cell)).map(({ name }) => name)).toEqual([]);
  });

  it('give every route with a body an example of it', () => {
    const lacking = cells.filter(({ route }) => route.body !== undefined && route.example === undefined);
    expect(lacking.map(({ name }) => name)).toEqual([]);
  });
});

describe('whoever shows no right credentials gets 401, and changes nothing', () => {
  it.each(guarded)('$name', async (cell) => {
    await changingNothing(async () => {
      expect(brief(await ask(cell, undefined))).toEqual([401, 'unauthorized']);
      expect(brief(await ask(cell, undefined, { body: '{"not json', version: 'nonsense' }))).toEqual([
        401,
        'unauthorized',
      ]);
      for (const [what, auth] of Object.entries(wrongCredentials(world)))
        expect(brief(await ask(cell, auth)), what).toEqual([401, 'unauthorized']);
    });
  });
});

describe('right credentials of another kind of account open nothing', () => {
  it.each(guarded)('$name', async (cell) => {
    await changingNothing(async () => {
      for (const [who, { auth, answer }] of Object.entries(callers(cell).strangers(world)))
        expect(brief(await ask(cell, auth)), who).toEqual(answer);
    });
  });
});

describe('a browser’s cookie alone changes nothing', () => {
  it.each(guarded.filter((cell) => writes(cell) && callers(cell).cookie !== null))('$name', async (cell) => {
    await changingNothing(async () => {
      const cookie = callers(cell).cookie?.(world, world.own);
      for (const auth of [cookie, { ...cookie, origin: 'https://evil.example' }])
        expect(brief(await ask(cell, auth))).toEqual([403, 'csrf_refused']);
    });
  });
});

const withObjects = guarded.filter(({ path }) =>
  parametersOf(path).some((parameter) => parameter.missing !== undefined),
);

describe('what belongs to another partner is answered as what does not exist', () => {
  it.each(withObjects)('$name', async (cell) => {
    const auth = callers(cell).own(world, world.own);
    for (const { placeholder, foreign, missing, malformed, answer } of parametersOf(cell.path)) {
      if (missing === undefined) continue;
      await changingNothing(async () => {
        for (const version of API_VERSIONS) {
          const told = (id: string) => ask(cell, auth, { replaced: { [placeholder]: id }, version });
          const nobodys = await told(missing);
          expect(brief(nobodys), placeholder).toEqual(answer ?? [404, 'not_found']);
          const ids = [foreign?.(world), foreign?.(world).toLowerCase(), malformed];
          for (const id of ids) {
            if (id === undefined) continue;
            const got = await told(id);
            expect(brief(got), id).toEqual(brief(nobodys));
            expect(got.sameness, id).toEqual(nobodys.sameness);
          }
        }
      });
    }
  });
});

/** Filters that name a thing which has an owner. */
const OWNED_FILTERS: Readonly<Record<string, { foreign: (world: World) => string; missing: string }>> = {
  partner_id: {
    foreign: ({ other }) => other.partner.partnerId,
    missing: '0198c0de-0000-7000-8000-00000000dead',
  },
  account: { foreign: ({ other }) => other.customer.authId, missing: 'MA_ZZZZZZZZ' },
  transaction_id: { foreign: ({ other }) => other.transactionId, missing: `txn_${'0'.repeat(32)}` },
  pricing_tier_id: {
    foreign: ({ other }) => other.tierId,
    missing: '0198c0de-0000-7000-8000-00000000dead',
  },
  sip_call_id: { foreign: ({ other }) => other.sipCallId, missing: 'nobody@pbx.example' },
  campaign_id: { foreign: ({ other }) => other.campaignId, missing: 'campaign-nobody' },
  object_id: { foreign: ({ other }) => other.customer.authId, missing: 'MA_ZZZZZZZZ' },
};
const filters = guarded
  .filter((cell) => cell.documented && callers(cell).ownedBy !== null && cell.route.query !== undefined)
  .flatMap((cell) =>
    Object.keys(node(cell.route.query!).properties ?? {})
      .filter((field) => /(?:_id|^account|^partner|^customer)$/.test(field))
      .map((field) => ({ name: `${cell.name}?${field}`, cell, field })),
  );

describe('a filter that names what belongs to another partner finds what an id that does not exist finds', () => {
  it.each(filters)('$name', async ({ cell, field }) => {
    const filter = Object.hasOwn(OWNED_FILTERS, field) ? OWNED_FILTERS[field] : undefined;
    if (filter === undefined)
      throw new Error(
        `The filter ${field} names a thing. Add it to OWNED_FILTERS in test/matrix/route-matrix.test.ts: one of another partner, one that does not exist.`,
      );
    const auth = callers(cell).own(world, world.own);
    const got = await ask(cell, auth, { query: `${field}=${filter.foreign(world)}` });
    const nobodys = await ask(cell, auth, { query: `${field}=${filter.missing}` });
    expect([200, 404]).toContain(got.status);
    expect(got.sameness).toEqual(nobodys.sameness);
    expect(got.text).not.toContain(world.other.partner.name);
  });
});

describe('a caller without the scope gets 403, which names it', () => {
  it.each(guarded.filter(({ route, surface }) => route.scope !== null && surface.name === 'partner'))(
    '$name',
    async (cell) => {
      const needed = cell.route.scope!;
      const others = PARTNER_SCOPES.filter((scope) => scope !== needed);
      expect(others, `${needed} is no scope of a token`).toHaveLength(PARTNER_SCOPES.length - 1);
      const { auth } = await scoped(others);
      await changingNothing(async () => {
        const refused = await ask(cell, auth);
        expect(brief(refused)).toEqual([403, 'insufficient_scope']);
        expect(refused.body).toMatchObject({ error: 'insufficient_scope', required_scope: needed });
      });
      const missing = await ask(cell, (await scoped([needed])).auth, { version: 'nonsense' });
      expect(brief(missing), 'with that scope alone').toEqual([400, 'unsupported_api_version']);
    },
  );

  it.each(guarded.filter(({ route, surface }) => route.scope !== null && surface.name === 'operator'))(
    '$name',
    async (cell) => {
      for (const [role, held] of Object.entries(OPERATOR_ROLE_SCOPES)) {
        const auth = await staff(role as keyof typeof OPERATOR_ROLE_SCOPES);
        const may = held.some((scope) => scope === cell.route.scope);
        await changingNothing(async () => {
          const got = await ask(cell, auth, { version: 'nonsense' });
          expect(brief(got), role).toEqual(
            may ? [400, 'unsupported_api_version'] : [403, 'insufficient_scope'],
          );
          if (!may) expect(got.body).toMatchObject({ required_scope: cell.route.scope });
        });
      }
    },
  );

  const tokens = new Map<string, ReturnType<typeof tokenWith>>();
  const scoped = (scopes: readonly string[]) => {
    const key = scopes.join();
    const token = tokens.get(key) ?? tokenWith(app, world.own.partner, { scopes });
    tokens.set(key, token);
    return token;
  };
  const people = new Map<string, Promise<Auth>>();
  const staff = (role: keyof typeof OPERATOR_ROLE_SCOPES) => {
    const login = people.get(role) ?? app.operator(role);
    people.set(role, login);
    return login;
  };
});

/** Guarded routes of partners and customers: what a status bears on. */
const owned = guarded.filter((cell) => callers(cell).ownedBy !== null);

async function setStatus(url: string, auth: Auth, body: object): Promise<void> {
  const done = await checkedCall(app, 'POST', url, { auth, body });
  expect(done.status, done.text).toBe(200);
}

async function expectReadOnly(cell: Cell, tenant: Tenant): Promise<void> {
  const auth = callers(cell).own(world, tenant);
  const got = await ask(cell, auth, { tenant });
  if (writes(cell)) expect(brief(got), cell.name).toEqual([403, 'account_suspended']);
  else expect([200, 404, 409, 422], `${cell.name}: ${got.text}`).toContain(got.status);
}

describe('a status', () => {
  it('suspended, of a partner: it and its customers can read and not change', async () => {
    const tenant = await makeTenant(app);
    const { partnerId } = tenant.partner;
    await setStatus(`/api/v1/operator/partners/${partnerId}/suspend`, world.operator, { reason: 'Unpaid' });
    await changingNothing(async () => {
      for (const cell of owned) await expectReadOnly(cell, tenant);
    });
    await setStatus(`/api/v1/operator/partners/${partnerId}/resume`, world.operator, {});
    for (const cell of owned.filter((one) => one.documented && !writes(one)))
      expect((await ask(cell, callers(cell).own(world, tenant), { tenant })).status, cell.name).toBe(200);
  });

  it('suspended, of a customer: it can read and not change; its partner works on', async () => {
    const tenant = await makeTenant(app);
    const path = `/api/v1/partner/accounts/${tenant.customer.authId}/suspend`;
    await setStatus(path, tenant.partner.auth, { reason: 'Unpaid' });
    await changingNothing(async () => {
      for (const cell of owned) {
        if (callers(cell).ownedBy === 'customer') await expectReadOnly(cell, tenant);
        else if (!writes(cell))
          expect((await ask(cell, tenant.partner.auth, { tenant })).status, cell.name).toBe(200);
      }
    });
  });

  it('closed, of a customer: its credentials are none', async () => {
    const tenant = await makePeopledTenant(app);
    const path = `/api/v1/partner/accounts/${tenant.customer.authId}/close`;
    await setStatus(path, tenant.partner.auth, { reason: 'Ended', force: true });
    await changingNothing(async () => {
      for (const cell of owned.filter((one) => callers(one).ownedBy === 'customer'))
        for (const auth of [tenant.customer.auth, tenant.customerCookie])
          expect(brief(await ask(cell, auth, { tenant })), cell.name).toEqual([401, 'unauthorized']);
    });
  });

  it('closed, of a partner: its credentials and its customers’ are none', async () => {
    const tenant = await makePeopledTenant(app);
    const path = `/api/v1/operator/partners/${tenant.partner.partnerId}/close`;
    await setStatus(path, world.operator, { reason: 'Ended', force: true });
    await changingNothing(async () => {
      for (const cell of owned) {
        const own = callers(cell).own(world, tenant);
        const cookie = callers(cell).cookie?.(world, tenant) ?? {};
        const all = callers(cell).ownedBy === 'partner' ? [own, cookie, tenant.bearer] : [own, cookie];
        for (const auth of all)
          expect(brief(await ask(cell, auth, { tenant })), cell.name).toEqual([401, 'unauthorized']);
      }
    });
  });
});

describe('every route answers its own caller', () => {
  const reached = guarded.filter(({ documented }) => documented);

  it.each(reached)('$name in both versions', async (cell) => {
    const before = world;
    for (const version of API_VERSIONS) {
      const place = await placeFor(cell, world);
      world = place.world;
      const { tenant } = place;
      const auth = callers(cell).own(world, tenant);
      const got = await ask(cell, auth, { tenant, version });
      // What an example cannot know (the number of a version, a code of the second factor) may be refused, by its own code.
      const refusals = cell.route.errors.map(({ definition }) => definition.code);
      if (got.status >= 400) expect(refusals, `${cell.name} ${got.text}`).toContain(got.code);
      else expect(got.status).toBe(cell.route.success.status);
    }
    // What was changed or deleted here is nobody else's.
    world = before;
  });

  it.each(reached.filter((cell) => cell.route.method === 'GET'))('$name under every base', async (cell) => {
    const first = await ask(cell, callers(cell).own(world, world.own));
    expect(first.status, first.text).toBe(200);
    const spellings = cells.filter(({ route, documented }) => route === cell.route && !documented);
    for (const spelling of spellings)
      expect((await ask(spelling, callers(spelling).own(world, world.own))).sameness).toEqual(first.sameness);
  });
});

describe('open routes', () => {
  it.each(cells.filter(({ route }) => route.open === true))('$name tells of nobody', async (cell) => {
    const got = await ask(cell, undefined);
    expect([201, 202, 401, 404, 422], got.text).toContain(got.status);
    if (cell.route.body !== undefined) {
      const faulty = await ask(cell, undefined, { body: { surprise: true } });
      expect(brief(faulty)).toEqual([422, 'ValidationError']);
    }
  });
});

describe('credentials that were right', () => {
  it('are none after they were revoked or rotated', async () => {
    const tenant = await makeTenant(app);
    const revoked = await tokenWith(app, tenant.partner, { scopes: PARTNER_SCOPES });
    const gone = await checkedCall(app, 'DELETE', `/api/v1/partner/tokens/${revoked.id}`, {
      auth: tenant.partner.auth,
    });
    expect(gone.status).toBe(200);
    const rotated = await checkedCall(
      app,
      'POST',
      `/api/v1/partner/accounts/${tenant.customer.authId}/rotate-token`,
      { auth: tenant.partner.auth },
    );
    expect(rotated.status).toBe(200);
    await changingNothing(async () => {
      for (const cell of owned) {
        const auth = callers(cell).ownedBy === 'partner' ? revoked.auth : tenant.customer.auth;
        expect(brief(await ask(cell, auth, { tenant })), cell.name).toEqual([401, 'unauthorized']);
      }
    });
  });

  it('are none after they expired', async () => {
    const tenant = await makePeopledTenant(app);
    const at = new Date(app.clock.now().getTime() + 60_000).toISOString();
    const brieflyRight = await tokenWith(app, tenant.partner, { scopes: PARTNER_SCOPES, expires_at: at });
    const email = await person(app, { kind: 'operator' }, 'admin');
    const operatorCookie = await cookieFor(app, email);
    // Past a token's minute, a login's hour and a browser's half day.
    app.clock.advanceMs(13 * 3_600_000);
    await changingNothing(async () => {
      for (const cell of guarded) {
        const stale = {
          partner: [brieflyRight.auth, tenant.bearer, tenant.cookie],
          customer: [tenant.customerCookie],
          'customer-self': [tenant.customerCookie],
          operator: [world.operator, operatorCookie],
          edge: [],
        }[cell.surface.name] ?? [callers(cell).cookie?.(world, tenant) ?? {}];
        for (const auth of stale)
          expect(brief(await ask(cell, auth, { tenant })), cell.name).toEqual([401, 'credential_expired']);
      }
    });
  });
});

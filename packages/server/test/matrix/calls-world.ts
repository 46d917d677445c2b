import { uuidv7 } from '../../src/platform/ids/index.ts';
import { TEST_ACTOR, type Auth, type TestApp, type TestCustomer, type TestPartner } from '../app.ts';
import { checkedCall } from './checked-call.ts';

export const APPROVED_CLI = '+912235678900';
/** Not to be taken away by the route that withdraws approved ones. */
const SHOWN_CLI = '+912235678902';

export interface EdgeNode {
  readonly id: string;
  readonly auth: Auth;
}

let serial = 0;
const routed = new WeakSet<TestApp>();

/** A node that may call from anywhere. */
export async function makeEdgeNode(app: TestApp, operator: Auth): Promise<EdgeNode> {
  serial += 1;
  const made = await checkedCall(app, 'POST', '/api/v1/operator/edge-nodes', {
    auth: operator,
    body: { name: `matrix-${String(serial)}`, networks: ['0.0.0.0/0'] },
  });
  if (made.status !== 201) throw new Error(`No edge node: ${made.text}`);
  const { id, secret } = made.body as { id: string; secret: string };
  return { id, auth: { authorization: `Bearer ${secret}` } };
}

/** Somebody who takes calls to India. */
async function makeRoute(app: TestApp): Promise<void> {
  if (routed.has(app)) return;
  routed.add(app);
  const { carriers } = app.services;
  const by = { actor: TEST_ACTOR, at: app.clock.now() };
  await app.db.inTransaction(async (tx) => {
    const { id } = await carriers.create(tx, { name: 'Carrier of calls', currency: 'INR' }, by);
    await carriers.createGateway(tx, id, { name: 'One', host: 'sip.carrier.example' }, by);
    await carriers.createRoute(tx, id, { prefix: '91' }, by);
  });
}

/** A call of a customer that rings. */
export async function makeLiveCall(
  app: TestApp,
  partner: TestPartner,
  customer: TestCustomer,
  trunkId: string,
): Promise<string> {
  await makeRoute(app);
  const { customers, calls } = app.services;
  const { partnerId } = partner;
  const found = await customers.find(app.db.kysely, partnerId, customer.authId);
  const by = { actor: TEST_ACTOR, at: app.clock.now() };
  await app.db.inTransaction(async (tx) => {
    for (const e164 of [APPROVED_CLI, SHOWN_CLI]) await calls.approveCli(tx, found, { e164, note: '' }, by);
  });
  const callId = uuidv7(app.clock.now());
  const outcome = await calls.authorise({
    callId,
    direction: 'outbound',
    source: { partnerId, customerId: found.customerId, trunkId },
    to: '+919876543210',
    from: SHOWN_CLI,
    edgeNode: 'matrix',
  });
  if (outcome.outcome !== 'allowed') throw new Error(`No live call: ${outcome.reason}`);
  return callId;
}

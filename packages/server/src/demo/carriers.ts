import type { Actor } from '../audit/index.ts';
import type { Services } from '../create-services.ts';

/** Nobody answers at these addresses (RFC 2606): a call that is sent there fails, and nobody is charged for it. */
const CARRIERS = [
  { name: 'Simulated carrier A', host: 'a.carrier.example', priority: 1, costs: { '': 0.012, '91': 0.0041 } },
  { name: 'Simulated carrier B', host: 'b.carrier.example', priority: 2, costs: { '': 0.015, '91': 0.0048 } },
] as const;

/** Two carriers for every number, so that there is something to look at. What is there already is left alone. */
export async function fillCarriers(services: Services, operator: Actor, at: Date): Promise<void> {
  const { carriers, db } = services;
  const by = { actor: operator, at };
  for (const { name, host, priority, costs } of CARRIERS) {
    const { total } = await carriers.list({ search: name });
    if (total > 0) continue;
    await db.inTransaction(async (tx) => {
      const description = 'Made up for the demo; takes no real call.';
      const { id } = await carriers.create(tx, { name, currency: 'USD', description }, by);
      await carriers.createGateway(tx, id, { name: 'Simulated', host, max_concurrent_calls: 100 }, by);
      for (const [prefix, cost] of Object.entries(costs))
        await carriers.createRoute(tx, id, { prefix, priority, cost_rate: cost }, by);
    });
  }
}

import type { Clock } from '../platform/time/index.ts';
import type { Metrics } from '../platform/metrics/index.ts';
import type { Reconciliation } from './service.ts';
import type { Standing } from './store.ts';

/** A few figures over all partners: a series for each would be as many as there are partners. */
export function registerReconciliationMetrics(
  metrics: Pick<Metrics, 'gauge'>,
  reconciliation: Pick<Reconciliation, 'standing'>,
  clock: Clock,
): void {
  // Whoever asks for the figures asks for all of them at once: one look at the table answers.
  let asked: Promise<Standing> | null = null;
  const standing = (): Promise<Standing> => {
    asked ??= reconciliation.standing().finally(() => {
      asked = null;
    });
    return asked;
  };
  metrics.gauge(
    'portal_reconciliation_score_worst',
    'Worst reconciliation score of a partner, of 100; 100 before the first run.',
    async () => (await standing()).worst ?? 100,
  );
  metrics.gauge(
    'portal_reconciliation_score_average',
    'Mean reconciliation score of all partners.',
    async () => (await standing()).average ?? 100,
  );
  metrics.gauge(
    'portal_reconciliation_partners',
    'Partners that were reconciled.',
    async () => (await standing()).partners,
  );
  metrics.gauge(
    'portal_reconciliation_partners_differing',
    'Partners of which something differs.',
    async () => (await standing()).differing,
  );
  metrics.gauge(
    'portal_reconciliation_oldest_seconds',
    'Time since the partner was reconciled that was longest not.',
    async () => {
      const { oldest } = await standing();
      return oldest === null ? 0 : Math.max(0, (clock.now().getTime() - oldest.getTime()) / 1_000);
    },
  );
}

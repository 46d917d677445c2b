import type { PartnerFacts } from '../identity/index.ts';
import { readAnalytics } from './analytics.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import { readWindow, type AskedWindow, type WindowQuery } from './asked-window.ts';
import { readConcurrency, type ConcurrencyAsked } from './concurrency.ts';
import { readDashboard } from './dashboard.ts';
import { readOperatorDashboard, type OperatorDashboardAsked } from './operator-dashboard.ts';
import { Runways, type RunwayAsked } from './runway.ts';
import { readRunways, type RunwaysAsked } from './runways.ts';
import {
  readCauses,
  readCustomers,
  readDestinations,
  readNumbers,
  readPartners,
  readTrunks,
  type TableAsked,
} from './tables.ts';
import { readTimeline, type TimelineAsked } from './timeline.ts';

type Answer = Promise<Record<string, unknown>>;

/** The door to figures. It only reads; what it answers is as it stands on the wire, money as units. */
export interface Analytics {
  /** The window of a query whose fields were checked. */
  window(query: WindowQuery): AskedWindow;
  dashboard(partner: PartnerFacts, window: AskedWindow): Answer;
  /** The same of many partners together, or of one. For the operator. */
  operatorDashboard(asked: OperatorDashboardAsked): Answer;
  analytics(partner: PartnerFacts, window: AskedWindow): Answer;
  timeline(asked: TimelineAsked): Answer;
  destinations(asked: TableAsked, by: 'country' | 'prefix', country: string | null): Answer;
  causes(asked: TableAsked, country: string | null): Answer;
  customers(asked: TableAsked): Answer;
  trunks(asked: TableAsked): Answer;
  /** For the operator. */
  partners(asked: TableAsked): Answer;
  numbers(asked: TableAsked): Answer;
  concurrency(asked: ConcurrencyAsked): Answer;
  /** How long wallets and the master account last. */
  runway(partner: PartnerFacts, asked: RunwayAsked): Answer;
  /** The same of many partners, a row each. For the operator. */
  runways(asked: RunwaysAsked): Answer;
}

export function createAnalytics(deps: AnalyticsDeps): Analytics {
  const { traffic } = deps.cdrs;
  const runways = new Runways(deps);
  return {
    window: (query) => readWindow(query, deps.clock.now()),
    dashboard: (partner, window) => readDashboard(deps, partner, window),
    operatorDashboard: (asked) => readOperatorDashboard(deps, asked),
    analytics: (partner, window) => readAnalytics(deps, partner, window),
    timeline: (asked) => readTimeline(deps.cdrs, asked),
    destinations: (asked, by, country) => readDestinations(traffic, asked, by, country),
    causes: (asked, country) => readCauses(traffic, asked, country),
    customers: (asked) => readCustomers(deps, asked),
    trunks: (asked) => readTrunks(deps, asked),
    partners: (asked) => readPartners(deps, asked),
    numbers: (asked) => readNumbers(deps, asked),
    concurrency: (asked) => readConcurrency(deps, asked),
    runway: (partner, asked) => runways.read(partner, asked),
    runways: (asked) => readRunways(deps, runways, asked),
  };
}

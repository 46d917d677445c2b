import { askFunction, bare, quoted, rowsOf, time, type Column, type Reader } from '../platform/db/index.ts';
import { toRate, type Rate } from '../pricing/index.ts';
import type { WireRules } from './attempts.ts';
import type { RoutingQuestion } from './choose-routes.ts';
import type { Transport } from './gateway.ts';
import {
  fromCliRules,
  fromNumberFormat,
  orNull,
  type CliRulesJson,
  type NumberFormatJson,
} from './rules-json.ts';

/** A gateway that a call is tried at, with all that the attempt needs. */
export interface ChosenGateway extends WireRules {
  readonly position: number;
  readonly carrierId: string;
  readonly gatewayId: string;
  readonly routeId: string;
  readonly transport: Transport;
  readonly prefix: string;
  readonly priority: number;
  readonly costRate: Rate | null;
  readonly currency: string;
}

interface ChosenRow {
  readonly position: number;
  readonly carrier_id: string;
  readonly gateway_id: string;
  readonly route_id: string;
  readonly host: string;
  readonly port: number;
  readonly transport: Transport;
  readonly prefix: string;
  readonly priority: number;
  readonly cost_rate: bigint | null;
  readonly currency: string;
  readonly cli_rules: CliRulesJson;
  readonly dial_format: NumberFormatJson;
}

const QUESTION_COLUMNS: readonly Column<RoutingQuestion>[] = [
  ['p_number', ({ number }) => quoted(number)],
  ['p_at', ({ at }) => time(at)],
  ['p_limit', ({ limit }) => bare(limit)],
  ['p_seed', ({ seed }) => quoted(seed)],
];

/** What `carrier_routes_of` answers: the gateways for each call, in order, in one round trip for all of them. */
export async function selectChosen(
  reader: Reader,
  questions: readonly RoutingQuestion[],
): Promise<ChosenGateway[][]> {
  const chosen: ChosenGateway[][] = questions.map(() => []);
  if (questions.length === 0) return chosen;
  const rows = await askFunction<ChosenRow & { readonly place: bigint }>(reader, 'carrier_routes_of', [
    rowsOf(QUESTION_COLUMNS, questions),
  ]);
  for (const row of rows) chosen[Number(row.place) - 1]?.push(fromChosenRow(row));
  return chosen;
}

function fromChosenRow(row: ChosenRow): ChosenGateway {
  return {
    position: row.position,
    carrierId: row.carrier_id,
    gatewayId: row.gateway_id,
    routeId: row.route_id,
    host: row.host,
    port: row.port,
    transport: row.transport,
    prefix: row.prefix,
    priority: row.priority,
    costRate: orNull(row.cost_rate, toRate),
    currency: row.currency,
    cliRules: fromCliRules(row.cli_rules),
    dialFormat: fromNumberFormat(row.dial_format),
  };
}

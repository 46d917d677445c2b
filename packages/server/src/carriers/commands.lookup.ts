import type { Command } from 'commander';
import { parseAs, reading, table, toBody, wholeNumber, type Output } from '../platform/cli/index.ts';
import { formatRate } from '../pricing/index.ts';
import type { CarrierCommandContext } from './commands.ts';
import type { InboundGateway } from './inbound.ts';
import type { RouteExplanation } from './lookup.ts';
import {
  InboundLookupQuery,
  InboundLookupSchema,
  RouteLookupQuery,
  RouteLookupSchema,
  toApiInbound,
  toApiRouteLookup,
} from './lookup-contract.ts';
import { toRoutedCall } from './routes.operator-lookups.ts';
import { reasonText } from './skip-reason.ts';

const prefixText = (prefix: string): string => (prefix === '' ? '*' : prefix);

function attemptTable(found: RouteExplanation): string {
  const rows = found.attempts.map(({ carrier, gateway, route, wire }, index) => [
    String(index + 1),
    `${carrier.name} / ${gateway.name}`,
    prefixText(route.prefix),
    String(route.priority),
    route.costRate === null ? '–' : `${formatRate(route.costRate)} ${carrier.currency}`,
    wire.requestUri,
    wire.cliWithheld ? `withheld${wire.cli === null ? '' : ` (${wire.cli})`}` : (wire.cli ?? '–'),
  ]);
  return rows.length === 0
    ? `Nobody takes ${found.to}.`
    : table(['', 'GATEWAY', 'PREFIX', 'PRIORITY', 'COST', 'INVITE', 'CLI'], rows);
}

function explanationOutput(found: RouteExplanation): Output {
  const skipped = found.skipped.map((one) => [
    one.gateway === null ? one.carrier.name : `${one.carrier.name} / ${one.gateway.name}`,
    prefixText(one.route.prefix),
    reasonText(one, found.at),
  ]);
  const more = found.skippedMore ? '\n…' : '';
  const rest = skipped.length === 0 ? '' : `\n\n${table(['NOT TRIED', 'PREFIX', 'WHY'], skipped)}${more}`;
  return {
    schema: RouteLookupSchema,
    value: toApiRouteLookup(found),
    text: `${attemptTable(found)}${rest}`,
  };
}

function inboundOutput(found: InboundGateway, at: Date): Output {
  const { gateway, carrier, did, e164 } = found;
  const who =
    gateway === null || carrier === null
      ? `${found.address} is nobody’s.`
      : `${found.address} is ${gateway.name} of ${carrier.name}.`;
  const called = did === null || gateway === null ? '' : `\n${did} is ${e164 ?? 'no number'}.`;
  return { schema: InboundLookupSchema, value: toApiInbound(found, at), text: who + called };
}

export function lookupCommands(carrier: Command, context: CarrierCommandContext): void {
  const route = carrier
    .command('route <number>')
    .description('which gateways a call is tried at, in order, and why at no other')
    .option('--from <number>', 'the caller’s number')
    .option('--anonymous', 'the caller withholds it')
    .option('--at <time>', 'ISO 8601; default now')
    .option('--seed <call-id>', 'which order the weights give; default the number')
    .option('--limit <n>', 'attempts', wholeNumber);
  reading(context, route, async ({ carriers, clock }, options, number: string) => {
    const query = parseAs(RouteLookupQuery, { ...toBody(options), to: number });
    return explanationOutput(await carriers.explain(toRoutedCall(query, clock.now())));
  });
  const inbound = carrier
    .command('inbound <address>')
    .description('whose address brings a call')
    .option('--did <number>', 'the called number as the carrier writes it');
  reading(context, inbound, async ({ carriers, clock }, options, address: string) => {
    const query = parseAs(InboundLookupQuery, { ...toBody(options), address });
    const at = clock.now();
    return inboundOutput(await carriers.inbound(query.address, query.did ?? null, at), at);
  });
}

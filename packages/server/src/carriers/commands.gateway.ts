import type { Command } from 'commander';
import { writing } from '../identity/index.ts';
import {
  facts,
  parseAs,
  parseBeside,
  reading,
  table,
  toBody,
  wholeNumber,
  yesNo,
  type Options,
  type Output,
} from '../platform/cli/index.ts';
import { cliText, formatText, onOff, ruleOptions, toRuledBody } from './commands.carrier.ts';
import type { CarrierCommandContext } from './commands.ts';
import { stateOf, type Gateway } from './gateway.ts';
import {
  CreateGatewayBody,
  GatewayListSchema,
  GatewaySchema,
  GatewayStateBody,
  ListGatewaysQuery,
  PatchGatewayBody,
  toApiGateway,
  toApiGatewayPage,
} from './gateway-contract.ts';

const NONE = 'none';

function addressText({ host, port, transport }: Gateway): string {
  return `${host}:${String(port)} ${transport}`;
}

const limitText = (limit: number | null): string => (limit === null ? 'no limit' : String(limit));

function gatewayOutput(gateway: Gateway, at: Date): Output {
  const { stateOverride, cliRules, dialFormat } = gateway;
  const state = `${stateOf(gateway, at)}${stateOverride === null ? '' : ' (by hand)'}`;
  const text = facts(`${gateway.name}  ${onOff(gateway.enabled)}  ${state}`, [
    ['id', gateway.id],
    ['address', addressText(gateway)],
    ['direction', gateway.direction],
    ['group', gateway.group === '' ? '–' : gateway.group],
    ['weight', String(gateway.weight)],
    ['calls', `${String(gateway.load.activeCalls)} of ${limitText(gateway.maxConcurrentCalls)}`],
    ['per second', `${String(gateway.load.callsPerSecond)} of ${limitText(gateway.maxCps)}`],
    ['from', gateway.sourceAddresses.join(', ') || '–'],
    ['CLI', cliRules === null ? 'as the carrier' : cliText(cliRules)],
    ['dials', dialFormat === null ? 'as the carrier' : formatText(dialFormat)],
    ['version', String(gateway.version)],
  ]);
  return { schema: GatewaySchema, value: toApiGateway(gateway, at), text };
}

function gatewayOptions(command: Command): Command {
  return ruleOptions(
    command
      .option('--group <text>', 'routes may name it')
      .option('--port <n>', 'default 5060; 5061 for TLS', wholeNumber)
      .option('--transport <udp|tcp|tls>', 'default udp')
      .option('--direction <inbound|outbound|both>', 'default outbound')
      .option('--enabled <yes|no>', 'no: no call goes there or comes from there', yesNo)
      .option('--weight <n>', 'share among gateways, 1 to 100', wholeNumber)
      .option('--max-concurrent-calls <n|none>', 'calls that may be up at once', wholeOrNone)
      .option('--max-cps <n|none>', 'calls that may begin in a second', wholeOrNone)
      .option('--source-addresses <list>', 'addresses or networks, with commas', commaList),
  );
}

/** The parser of options takes null for no value at all, so that `none` stays a word until the body is made. */
function wholeOrNone(text: string): number | typeof NONE {
  return text === NONE ? NONE : wholeNumber(text);
}

function toGatewayBody(options: Options): Record<string, unknown> {
  const body = toRuledBody(options);
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, value === NONE ? null : value]));
}

function commaList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function gatewayCommands(gateway: Command, context: CarrierCommandContext): void {
  listCommands(gateway, context);
  const add = gateway
    .command('add <carrier>')
    .description('add a gateway')
    .requiredOption('--name <text>', 'unique in its carrier')
    .requiredOption('--host <host>', 'host name or address');
  writing(context, gatewayOptions(add), async ({ carriers, tx, by }, options, word: string) => {
    const { id } = await carriers.find(word);
    const body = await parseBeside(CreateGatewayBody, toGatewayBody(options), (left) =>
      carriers.faults.ofGateway({ carrierId: id }, left, by.at),
    );
    return gatewayOutput(await carriers.createGateway(tx, id, body, by), by.at);
  });
  changeCommands(gateway, context);
}

function listCommands(gateway: Command, context: CarrierCommandContext): void {
  const list = gateway
    .command('list <carrier>')
    .description('gateways of a carrier')
    .option('--search <text>', 'part of name, host or group')
    .option('--page <n>', 'page number', wholeNumber, 1)
    .option('--per-page <n>', 'rows on a page', wholeNumber, 20);
  reading(context, list, async ({ carriers, clock }, options, word: string) => {
    const at = clock.now();
    const { id } = await carriers.find(word);
    const page = await carriers.listGateways(id, parseAs(ListGatewaysQuery, toBody(options)), at);
    const rows = page.rows.map((row) => [
      row.id,
      row.name,
      addressText(row),
      row.direction,
      row.enabled ? stateOf(row, at) : 'off',
      `${String(row.load.activeCalls)}/${limitText(row.maxConcurrentCalls)}`,
    ]);
    const head = ['ID', 'NAME', 'ADDRESS', 'DIRECTION', 'STATE', 'CALLS'];
    return {
      schema: GatewayListSchema,
      value: toApiGatewayPage(page, at),
      text: `${table(head, rows)}\n${String(page.total)} in all`,
    };
  });
  reading(
    context,
    gateway.command('show <carrier> <gateway-id>').description('one gateway'),
    async ({ carriers, clock }, _options, word: string, id: string) => {
      const at = clock.now();
      return gatewayOutput(await carriers.readGateway((await carriers.find(word)).id, id, at), at);
    },
  );
}

function changeCommands(gateway: Command, context: CarrierCommandContext): void {
  const set = gateway
    .command('set <carrier> <gateway-id>')
    .description('change or disable a gateway')
    .option('--name <text>', 'unique in its carrier')
    .option('--host <host>', 'host name or address')
    .option('--reason <text>', 'for the audit log');
  writing(
    context,
    gatewayOptions(set),
    async ({ carriers, tx, by }, options: Options, word: string, id: string) => {
      const found = await carriers.find(word);
      const body = await parseBeside(PatchGatewayBody, toGatewayBody(options), (left) =>
        carriers.faults.ofGateway({ carrierId: found.id, id }, left, by.at),
      );
      return gatewayOutput(await carriers.patchGateway(tx, found.id, id, body, by), by.at);
    },
  );
  const state = gateway
    .command('state <carrier> <gateway-id> <auto|up|down|draining>')
    .description('take it up or down by hand, or let its calls show')
    .option('--reason <text>', 'for the audit log');
  writing(context, state, async ({ carriers, tx, by }, options, word: string, id: string, wanted: string) => {
    const found = await carriers.find(word);
    const body = parseAs(GatewayStateBody, { ...toBody(options), state: wanted });
    return gatewayOutput(await carriers.setGatewayState(tx, found.id, id, body, by), by.at);
  });
  writing(
    context,
    gateway.command('delete <carrier> <gateway-id>').description('delete a gateway'),
    async ({ carriers, tx, by }, _options, word: string, id: string) => {
      const found = await carriers.find(word);
      const gone = await carriers.readGateway(found.id, id, by.at);
      await carriers.removeGateway(tx, found.id, id, by);
      return { ...gatewayOutput(gone, by.at), text: `${gone.name} is deleted.` };
    },
  );
}

import type { Command } from 'commander';
import { writing, type WritingServices } from '../identity/index.ts';
import {
  facts,
  parseAs,
  parseBeside,
  reading,
  table,
  toBody,
  wholeNumber,
  type CommandContext,
  type Output,
} from '../platform/cli/index.ts';
import { stateOf, type EdgeNode } from './edge-node.ts';
import {
  CreateNodeBody,
  IssuedNodeSchema,
  NodeListSchema,
  NodeSchema,
  PatchNodeBody,
  RotateBody,
  toApiIssued,
  toApiNode,
} from './node-contract.ts';
import type { IssuedNode } from './node-service.ts';
import type { Edges } from './service.ts';

type EdgeCommandContext = CommandContext<WritingServices & { readonly edges: Edges }>;

function nodeText(node: EdgeNode, at: Date): string {
  const { presence } = node;
  return facts(`${node.name}  ${stateOf(node, at)}`, [
    ['id', node.id],
    ['region', node.region === '' ? '–' : node.region],
    ['from', node.networks.join(', ')],
    ['secret', node.secretMasked],
    ['heard', node.seenAt?.toISOString() ?? 'never'],
    ['address', presence?.address ?? '–'],
    ['calls', presence === null ? '–' : String(presence.calls)],
    ['software', presence?.software ?? '–'],
  ]);
}

function issuedOutput(issued: IssuedNode, at: Date): Output {
  const shown = `${nodeText(issued.node, at)}\n\nIts secret, shown once:\n  ${issued.secret}`;
  return { schema: IssuedNodeSchema, value: toApiIssued(issued, at), text: shown };
}

function commaList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `portal edge …`: who may speak the edge API. */
export function registerEdgeCommands(program: Command, context: EdgeCommandContext): void {
  const edge = program.command('edge').description('edge nodes: what may ask whether a call may go');
  const create = edge
    .command('create')
    .description('let a node speak the edge API; prints its secret once')
    .requiredOption('--name <name>', 'such as mum-1; stays')
    .requiredOption('--networks <list>', 'addresses or networks it calls from, with commas', commaList)
    .option('--region <text>', 'where it stands');
  writing(context, create, async ({ edges, tx, by }, options) => {
    const body = await parseBeside(CreateNodeBody, toBody(options), (left) => edges.newFaults(tx, left.body));
    return issuedOutput(await edges.create(tx, body, by), by.at);
  });
  listCommand(edge, context);
  const rotate = edge
    .command('rotate <node>')
    .description('another secret for a node, by id or name; prints it once')
    .option('--overlap-seconds <n>', 'how long the one before works too', wholeNumber)
    .option('--reason <text>', 'for the audit log');
  writing(context, rotate, async ({ edges, tx, by }, options, word: string) => {
    const { overlap_seconds: overlap = 0, reason } = parseAs(RotateBody, toBody(options));
    const { id } = await edges.find(tx, word);
    return issuedOutput(await edges.rotate(tx, id, overlap, reason, by), by.at);
  });
  switchCommand(edge, context, 'disable', false);
  switchCommand(edge, context, 'enable', true);
}

function listCommand(edge: Command, context: EdgeCommandContext): void {
  reading(context, edge.command('list').description('all nodes'), async ({ edges, db, clock }) => {
    const at = clock.now();
    const nodes = await edges.list(db.kysely);
    const rows = nodes.map((node) => [
      node.name,
      stateOf(node, at),
      node.seenAt?.toISOString() ?? 'never',
      String(node.presence?.calls ?? '–'),
      node.networks.join(','),
      node.id,
    ]);
    return {
      schema: NodeListSchema,
      value: { edge_nodes: nodes.map((node) => toApiNode(node, at)) },
      text: table(['NAME', 'STATE', 'HEARD', 'CALLS', 'FROM', 'ID'], rows),
    };
  });
}

function switchCommand(edge: Command, context: EdgeCommandContext, name: string, enabled: boolean): void {
  const command = edge
    .command(`${name} <node>`)
    .description(enabled ? 'let a disabled node in again' : 'refuse a node from now on')
    .option('--reason <text>', 'for the audit log');
  writing(context, command, async ({ edges, tx, by }, options, word: string) => {
    const { id } = await edges.find(tx, word);
    const body = parseAs(PatchNodeBody, { ...toBody(options), enabled });
    const node = await edges.patch(tx, id, body, by);
    return { schema: NodeSchema, value: toApiNode(node, by.at), text: nodeText(node, by.at) };
  });
}

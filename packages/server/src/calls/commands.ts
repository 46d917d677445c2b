import type { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import Type from 'typebox';
import type { Cdrs } from '../cdrs/index.ts';
import type { Customer, Customers } from '../customers/index.ts';
import { reading, wholeNumber, type CommandContext, type Options } from '../platform/cli/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { Nullable, Timestamp } from '../platform/http/index.ts';
import { MoneyNumber, formatForPeople } from '../platform/money/index.ts';
import { fixedClock, type Clock } from '../platform/time/index.ts';
import type { Trunks } from '../trunks/index.ts';
import type { CallsDeps } from './calls-deps.ts';
import { createCalls } from './create-calls.ts';
import type { CallSource } from './edge-messages.ts';
import type { Calls } from './service.ts';
import { simulateCall, type MovableClock, type Step } from './simulate-call.ts';
import { stepText } from './step-text.ts';

type Services = CallsDeps & {
  readonly calls: Calls;
  readonly trunks: Pick<Trunks, 'list'>;
  readonly cdrs: Cdrs;
  readonly customers: Customers;
};
export type CallCommandContext = CommandContext<Services>;

/** Shown in call records as the node that a simulated call went through. */
const EDGE_NODE = 'simulator';
const MOST_TRUNKS = 50;

const SimulatedSchema = Type.Object({
  call_uuid: Type.String(),
  account_id: Type.String(),
  steps: Type.Array(
    Type.Object({
      step: Type.String(),
      at: Timestamp(),
      text: Type.String({ description: 'As people read it.' }),
    }),
  ),
  refused: Nullable(Type.String({ description: 'The reason; null where it was allowed.' })),
  talk_seconds: Type.Integer(),
  cost: MoneyNumber(),
  currency: Type.String(),
  balance: MoneyNumber(),
});

/** In real time, or with seconds that take none: then the call’s times run ahead of the clock. */
function movableClock(clock: Clock, realTime: boolean): MovableClock {
  if (realTime) return { now: () => clock.now(), pass: (seconds) => sleep(seconds * 1_000) };
  const own = fixedClock(clock.now());
  return {
    now: () => own.now(),
    pass: async (seconds) => {
      own.advanceMs(seconds * 1_000);
    },
  };
}

/** The first trunk of an account that calls out. */
async function sourceOf({ db, trunks }: Services, customer: Customer): Promise<CallSource> {
  const { partnerId, customerId } = customer;
  const { rows } = await trunks.list(db.kysely, partnerId, { customerId }, { limit: MOST_TRUNKS, offset: 0 });
  const trunk = rows.find(({ enabled, direction }) => enabled && direction !== 'inbound');
  if (trunk === undefined)
    throw notFound({
      message: `${customer.authId} has no enabled trunk that calls out: POST /api/v1/Account/${customer.authId}/trunks makes one.`,
    });
  return { partnerId, customerId, trunkId: trunk.trunkId, credentialId: null };
}

/** The caller's number where none is given: one that was approved. */
async function usualCaller({ db, calls }: Services, customer: Customer): Promise<string | null> {
  const [first] = await calls.listClis(db.kysely, customer.partnerId, customer.customerId);
  return first?.e164 ?? null;
}

async function simulate(context: CallCommandContext, services: Services, options: Options) {
  const { db, cdrs, customers } = services;
  const customer = await customers.findAny(db.kysely, String(options['account']));
  const clock = movableClock(services.clock, options['realTime'] === true);
  // An engine of its own, with the same books: only its clock is another.
  const calls = createCalls({ ...services, clock });
  const steps: { step: string; at: Date; text: string }[] = [];
  const print = (units: bigint): string => formatForPeople({ units, currency: customer.currency });
  const seen: Step[] = [];
  const tell = (step: Step): void => {
    seen.push(step);
    const line = { step: step.step, at: step.at, text: stepText(step, print) };
    steps.push(line);
    if (options['json'] !== true) context.print(`${step.at.toISOString().slice(11, 19)}  ${line.text}`);
  };
  const callId = await simulateCall(
    { calls, clock, tell },
    {
      source: await sourceOf(services, customer),
      to: String(options['to']),
      from: typeof options['from'] === 'string' ? options['from'] : await usualCaller(services, customer),
      seconds: Number(options['seconds']),
      answerAfterSeconds: options['answer'] === false ? null : Number(options['answerAfter']),
      edgeNode: EDGE_NODE,
    },
  );
  const cdr = await cdrs.find(customer.partnerId, callId);
  const { wallet } = await customers.balance(customer.partnerId, customer.authId);
  const first = seen[0];
  const refused =
    first?.step === 'authorise' && first.answer.outcome === 'refused' ? first.answer.reason : null;
  return {
    schema: SimulatedSchema,
    value: {
      call_uuid: callId,
      account_id: customer.authId,
      steps,
      refused,
      talk_seconds: cdr.talkSeconds,
      cost: cdr.cost,
      currency: cdr.currency,
      balance: wallet.balance,
    },
    text: [
      `record    ${callId}: ${cdr.status}, ${String(cdr.talkSeconds)} s of talk, ${print(cdr.cost)}`,
      `balance   ${print(wallet.balance)}`,
    ].join('\n'),
  };
}

/** `portal call …` */
export function registerCallCommands(program: Command, context: CallCommandContext): void {
  const command = program
    .command('call')
    .description('calls')
    .command('simulate')
    .description(
      'places a call as an edge would, and prints each step; its money is real. Its seconds pass at once, so that the times of ' +
        'its record run ahead of the clock, unless --real-time is given',
    )
    .requiredOption('--account <MA_…>', 'who calls')
    .requiredOption('--to <number>', 'E.164, such as +919876543210')
    .requiredOption('--seconds <n>', 'how long the caller wants to talk', wholeNumber)
    .option('--from <number>', 'the caller’s number; default: the first approved one')
    .option('--answer-after <n>', 'seconds until it is answered', wholeNumber, 4)
    .option('--no-answer', 'nobody answers; the caller gives up after --seconds')
    .option('--real-time', 'let each second take a second', false);
  reading(context, command, (services, options) => simulate(context, services, options));
}

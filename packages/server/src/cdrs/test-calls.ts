import type { TestDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { FinishedCall } from './finished-call.ts';
import { plausibleCalls, type CallStory } from './plausible-calls.ts';
import { recordCalls } from './recording-store.ts';

const NOBODY = '0199a1b0-0000-7000-8000-0000000000ff';

let serial = 0;

/** A story in one morning, of one partner with three customers and two trunks; tests change what they care for. */
export function story(input: Partial<CallStory> = {}): CallStory {
  return {
    seed: 1,
    partnerId: uuidv7(),
    customerIds: [uuidv7(), uuidv7(), uuidv7()],
    trunkIds: [uuidv7(), uuidv7()],
    currency: 'INR',
    from: new Date('2026-03-24T22:00:00Z'),
    before: new Date('2026-03-25T10:00:00Z'),
    count: 100,
    ...input,
  };
}

/** One plausible call that began at an instant, with what a test wants of it. */
export function callAt(at: string | Date, input: Partial<FinishedCall> = {}): FinishedCall {
  const from = new Date(at);
  const before = new Date(from.getTime() + 1);
  serial += 1;
  const [call] = plausibleCalls({
    ...story({ from, before, seed: serial, count: 1 }),
    customerIds: [NOBODY],
  });
  if (call === undefined) throw new Error('The story has no call.');
  return { ...call, ...input };
}

/** An answered outbound call of so many seconds of talk. */
export function answeredAt(at: string | Date, input: Partial<FinishedCall> = {}): FinishedCall {
  const began = new Date(at).getTime();
  const talkSeconds = input.talkSeconds ?? 60;
  return callAt(at, {
    direction: 'outbound',
    refused: false,
    answeredAt: new Date(began + 5_000),
    endedAt: new Date(began + 5_000 + talkSeconds * 1_000),
    ringSeconds: 5,
    durationSeconds: 5 + talkSeconds,
    talkSeconds,
    hangupCause: 'NORMAL_CLEARING',
    hangupCauseCode: 4000,
    sipCode: 200,
    failureCode: null,
    failureReason: null,
    ...input,
  });
}

/** The same that nobody answered. */
export function unansweredAt(
  at: string | Date,
  hangupCause: string,
  input: Partial<FinishedCall> = {},
): FinishedCall {
  return answeredAt(at, {
    answeredAt: null,
    talkSeconds: 0,
    durationSeconds: 5,
    hangupCause,
    selling: null,
    wholesale: null,
    cost: 0n,
    wholesaleCost: 0n,
    margin: 0n,
    ...input,
  });
}

export async function record(db: TestDatabase, calls: readonly FinishedCall[]): Promise<readonly string[]> {
  return db.inTransaction((tx) => recordCalls(tx, calls));
}

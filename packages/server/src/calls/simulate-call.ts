import { uuidv7 } from '../platform/ids/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { Allowed, AuthoriseInput, EndOutcome, ExtendOutcome, Refused } from './edge-messages.ts';
import type { Calls } from './service.ts';

/** How long before the paid time is over a simulated edge asks for more. */
const EXTEND_BEFORE_SECONDS = 10;
const RING_AFTER_SECONDS = 1;

export interface Scenario {
  readonly source: AuthoriseInput['source'];
  readonly to: string;
  readonly from: string | null;
  /** Of talk that the caller wants. */
  readonly seconds: number;
  /** Null: nobody answers, and the caller gives up after `seconds`. */
  readonly answerAfterSeconds: number | null;
  readonly edgeNode: string;
}

/** A clock that moves when it is told; how long a second of it takes is its own affair. */
export interface MovableClock extends Clock {
  pass(seconds: number): Promise<void>;
}

export type Step =
  | { readonly step: 'authorise'; readonly at: Date; readonly answer: Allowed | Refused }
  | { readonly step: 'ring' | 'answered'; readonly at: Date; readonly fundedSeconds: number }
  | {
      readonly step: 'extend';
      readonly at: Date;
      readonly talkSeconds: number;
      readonly answer: ExtendOutcome;
    }
  | { readonly step: 'end'; readonly at: Date; readonly cause: string; readonly answer: EndOutcome };

interface Stage {
  readonly calls: Pick<Calls, 'authorise' | 'answered' | 'extend' | 'end'>;
  readonly clock: MovableClock;
  readonly tell: (step: Step) => void;
}

/** Plays an edge with one call, message by message. Gives the call's id. */
export async function simulateCall(stage: Stage, scenario: Scenario): Promise<string> {
  const { calls, clock, tell } = stage;
  const callId = uuidv7(clock.now());
  const { source, to, from, edgeNode } = scenario;
  const input: AuthoriseInput = {
    callId,
    direction: 'outbound',
    source,
    to,
    from,
    edgeNode,
    sip: { sipCallId: callId },
  };
  const answer = await calls.authorise(input);
  tell({ step: 'authorise', at: clock.now(), answer });
  if (answer.outcome === 'refused') return callId;
  await clock.pass(RING_AFTER_SECONDS);
  const progressAt = clock.now();
  tell({ step: 'ring', at: progressAt, fundedSeconds: answer.fundedSeconds });
  if (scenario.answerAfterSeconds === null) {
    await clock.pass(scenario.seconds);
    await hangUp(stage, callId, { progressAt, answeredAt: null, cause: 'NO_ANSWER' });
    return callId;
  }
  await clock.pass(Math.max(0, scenario.answerAfterSeconds - RING_AFTER_SECONDS));
  const answeredAt = clock.now();
  const noted = await calls.answered({ callId, answeredAt });
  const funded = noted.outcome === 'noted' ? noted.fundedSeconds : 0;
  tell({ step: 'answered', at: answeredAt, fundedSeconds: funded });
  const cause = await talk(stage, callId, funded, scenario.seconds);
  await hangUp(stage, callId, { progressAt, answeredAt, cause });
  return callId;
}

/** Talks until the caller is done, or until what was paid for is over; asks for more before that. Gives the cause. */
async function talk(
  { calls, clock, tell }: Stage,
  callId: string,
  first: number,
  wanted: number,
): Promise<string> {
  let funded = first;
  let talked = 0;
  while (wanted > funded) {
    const askAt = Math.max(talked, funded - EXTEND_BEFORE_SECONDS);
    await clock.pass(askAt - talked);
    talked = askAt;
    const answer = await calls.extend({ callId, fundedSeconds: funded });
    tell({ step: 'extend', at: clock.now(), talkSeconds: talked, answer });
    if (answer.outcome !== 'granted' && answer.outcome !== 'not_granted') return 'NORMAL_CLEARING';
    if (answer.hangUp) return 'MANAGER_REQUEST';
    if (answer.fundedSeconds <= funded) {
      // Nothing more to be had: the dialog's timeout ends it at the last paid second.
      await clock.pass(funded - talked);
      return 'ALLOTTED_TIMEOUT';
    }
    funded = answer.fundedSeconds;
  }
  await clock.pass(wanted - talked);
  return 'NORMAL_CLEARING';
}

async function hangUp(
  { calls, clock, tell }: Stage,
  callId: string,
  times: { readonly progressAt: Date; readonly answeredAt: Date | null; readonly cause: string },
): Promise<void> {
  const { progressAt, answeredAt, cause } = times;
  const endedAt = clock.now();
  const answer = await calls.end({
    callId,
    progressAt,
    answeredAt,
    endedAt,
    hangupCause: cause,
    hangupCauseCode: cause === 'NO_ANSWER' ? 3000 : 4000,
    hangupSource: cause === 'NORMAL_CLEARING' ? 'Caller' : 'Platform',
    sipCode: answeredAt === null ? 487 : 200,
  });
  tell({ step: 'end', at: endedAt, cause, answer });
}

import type { Step } from './simulate-call.ts';

type Print = (units: bigint) => string;

/** One step of a simulated call as a line for people. */
export function stepText(step: Step, print: Print): string {
  switch (step.step) {
    case 'authorise':
      return `authorise ${authoriseText(step.answer, print)}`;
    case 'ring':
      return 'ring      it rings';
    case 'answered':
      return `answered  ${String(step.fundedSeconds)} s are paid for`;
    case 'extend':
      return `extend    at ${String(step.talkSeconds)} s: ${extendText(step.answer, print)}`;
    case 'end':
      return `end       ${step.cause}${endText(step.answer, print)}`;
  }
}

type AnswerOf<S extends Step['step']> = Extract<Step, { step: S; answer: unknown }>['answer'];

function authoriseText(answer: AnswerOf<'authorise'>, print: Print): string {
  if (answer.outcome === 'refused')
    return `refused: ${answer.reason}, SIP ${String(answer.sipCode)}. ${answer.message}`;
  if (answer.emergency) return 'allowed: an emergency, free';
  const gateways = answer.routes.length;
  const way = answer.simulated
    ? 'simulated carrier'
    : `${String(gateways)} gateway${gateways === 1 ? '' : 's'}`;
  return `allowed: ${print(answer.held)} held for ${String(answer.fundedSeconds)} s, ${way}`;
}

function extendText(answer: AnswerOf<'extend'>, print: Print): string {
  if (answer.outcome === 'granted')
    return `granted up to ${String(answer.fundedSeconds)} s, ${print(answer.held)} held`;
  if (answer.outcome === 'not_granted')
    return `not granted (${answer.reason ?? ''}), ends at ${String(answer.fundedSeconds)} s`;
  return answer.outcome;
}

function endText(answer: AnswerOf<'end'>, print: Print): string {
  if (answer.outcome !== 'settled') return `: ${answer.outcome}`;
  const { talkSeconds, billedSeconds, cost } = answer;
  return `: ${String(talkSeconds)} s of talk, charged as ${String(billedSeconds)} s, ${print(cost)}`;
}

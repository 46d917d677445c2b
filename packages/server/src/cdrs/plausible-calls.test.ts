import { expect, test } from 'vitest';
import { startOf } from './call-time.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { roundedUsage } from './rate.ts';
import { story } from './test-calls.ts';

test('the same story has the same calls, another seed has others', () => {
  const told = story({ seed: 11, count: 50 });
  expect([...plausibleCalls(told)]).toEqual([...plausibleCalls(told)]);
  const others = new Set([...plausibleCalls({ ...told, seed: 12 })].map((call) => call.callId));
  expect([...plausibleCalls(told)].some((call) => others.has(call.callId))).toBe(false);
});

test('calls hold together: times, durations and money', () => {
  const told = story({ seed: 13, count: 2_000 });
  const calls = [...plausibleCalls(told)];
  expect(new Set(calls.map((call) => call.callId)).size).toBe(calls.length);
  for (const call of calls) {
    const began = startOf(call.callId);
    expect(began >= told.from && began < told.before).toBe(true);
    expect(call.durationSeconds).toBe(call.ringSeconds + call.talkSeconds);
    expect(call.endedAt.getTime() - began.getTime()).toBe(call.durationSeconds * 1_000);
    expect(call.talkSeconds > 0).toBe(call.answeredAt !== null);
    expect(call.margin).toBe(call.cost - call.wholesaleCost);
    if (call.selling !== null) {
      expect(call.cost).toBe(roundedUsage(call.selling.rate, call.selling.billedSeconds).units);
      expect(call.selling.billedSeconds).toBeGreaterThanOrEqual(call.talkSeconds);
    }
  }
  const answered = calls.filter((call) => call.answeredAt !== null).length;
  expect(answered / calls.length).toBeGreaterThan(0.4);
  expect(answered / calls.length).toBeLessThan(0.7);
  for (const cause of ['USER_BUSY', 'NO_ANSWER', 'ORIGINATOR_CANCEL', 'NORMAL_CLEARING'])
    expect(calls.some((call) => call.hangupCause === cause)).toBe(true);
});

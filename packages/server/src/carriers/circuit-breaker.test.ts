import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FAILURES_TO_TRIP,
  FAILURE_WINDOW_MS,
  FIRST_BACK_OFF_MS,
  HEALTHY,
  LONGEST_BACK_OFF_MS,
  afterFailure,
  afterSuccess,
  isDown,
  type Health,
} from './circuit-breaker.ts';

const START = Date.UTC(2026, 2, 25, 10);
const at = (ms: number): Date => new Date(START + ms);

/** Plays reports; `f` a failure, `s` a success, each at so many milliseconds. */
function play(...reports: readonly (readonly ['f' | 's', number])[]): { health: Health; turned: string[] } {
  let health = HEALTHY;
  const turned: string[] = [];
  for (const [kind, ms] of reports) {
    const step = kind === 'f' ? afterFailure(health, at(ms), '503') : afterSuccess(health, at(ms));
    health = step.health;
    if (step.turned !== null) turned.push(`${step.turned}@${String(ms)}`);
  }
  return { health, turned };
}

const failures = (count: number, from: number, everyMs = 1_000) =>
  Array.from({ length: count }, (_, index) => ['f', from + index * everyMs] as const);

describe('a gateway', () => {
  test('goes down with the fifth failure in a row, and not before', () => {
    expect(play(...failures(FAILURES_TO_TRIP - 1, 0)).turned).toEqual([]);
    const { health, turned } = play(...failures(FAILURES_TO_TRIP, 0));
    expect(turned).toEqual(['down@4000']);
    expect(health).toMatchObject({ trips: 1, downSince: at(4_000), downUntil: at(34_000), lastCause: '503' });
    expect([isDown(health, at(4_000)), isDown(health, at(33_999)), isDown(health, at(34_000))]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('stays up when a call works in between, or when the failures lie too far apart', () => {
    const broken = [...failures(4, 0), ['s', 4_500] as const, ...failures(4, 5_000)];
    expect(play(...broken).turned).toEqual([]);
    expect(play(...failures(20, 0, FAILURE_WINDOW_MS / 4)).turned).toEqual([]);
    expect(play(...failures(5, 0, FAILURE_WINDOW_MS / 4 - 1)).turned).toHaveLength(1);
  });

  test('counts nothing while it is down: those calls were under way', () => {
    const down = play(...failures(5, 0));
    const still = play(...failures(5, 0), ['f', 5_000], ['s', 6_000], ['f', 33_999]);
    expect(still).toEqual(down);
  });

  test('goes down again with the first failure after its time, for twice as long, up to the longest', () => {
    let reports = failures(5, 0);
    let { health } = play(...reports);
    for (let trip = 2; trip <= 8; trip += 1) {
      const again = health.downUntil!.getTime() - START;
      reports = [...reports, ['f', again]];
      ({ health } = play(...reports));
      expect(health.trips).toBe(trip);
      expect(health.downUntil!.getTime() - START - again).toBe(
        Math.min(FIRST_BACK_OFF_MS * 2 ** (trip - 1), LONGEST_BACK_OFF_MS),
      );
    }
    expect(play(...reports).turned).toEqual(['down@4000']);
    expect(health.downSince).toEqual(at(4_000));
  });

  test('is up with the first call that works after its time, and all is forgotten', () => {
    const { health, turned } = play(...failures(5, 0), ['s', 34_000]);
    expect(turned).toEqual(['down@4000', 'up@34000']);
    expect(health).toEqual(HEALTHY);
  });

  test('tells of down and up in turns, whatever is reported', () => {
    const report = fc.tuple(fc.constantFrom('f' as const, 's' as const), fc.integer({ min: 0, max: 40_000 }));
    fc.assert(
      fc.property(fc.array(report, { maxLength: 60 }), (steps) => {
        let ms = 0;
        const timed = steps.map(([kind, wait]) => [kind, (ms += wait)] as const);
        const { health, turned } = play(...timed);
        const words = turned.map((word) => word.split('@')[0]);
        expect(words).toEqual(words.map((_, index) => (index % 2 === 0 ? 'down' : 'up')));
        // What the table's CHECKs ask for.
        expect(health.failures === 0).toBe(health.failingSince === null);
        expect(health.downSince === null).toBe(health.trips === 0);
        expect(health.downSince === null).toBe(health.downUntil === null);
        expect(words.length % 2 === 1).toBe(health.trips > 0);
      }),
    );
  });
});

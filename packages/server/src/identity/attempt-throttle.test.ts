import { expect, it } from 'vitest';
import { AttemptThrottle, throttledNetwork } from './attempt-throttle.ts';

it('a few failures are free, then each one doubles the wait up to a limit; silence is forgiven', () => {
  const throttle = new AttemptThrottle({
    freeFailures: 3,
    firstWaitMs: 1_000,
    longestWaitMs: 8_000,
    forgetAfterMs: 60_000,
  });
  let nowMs = 0;
  const waits: number[] = [];
  for (let attempt = 0; attempt < 8; attempt += 1) {
    throttle.failed('a', nowMs);
    const wait = throttle.secondsToWait('a', nowMs);
    waits.push(wait);
    nowMs += wait * 1_000;
  }
  expect(waits).toEqual([0, 0, 1, 2, 4, 8, 8, 8]);
  expect(throttle.secondsToWait('a', nowMs)).toBe(0);
  expect(throttle.secondsToWait('b', 0)).toBe(0);
  throttle.failed('a', nowMs + 60_001);
  expect(throttle.secondsToWait('a', nowMs + 60_001)).toBe(0);
});

it('remembers so many subjects and no more; a success clears one', () => {
  const throttle = new AttemptThrottle({ freeFailures: 1, maxSubjects: 100 });
  for (let n = 0; n < 1_000; n += 1) throttle.failed(`s${String(n)}`, 0);
  expect(throttle.size).toBe(100);
  expect(() => {
    throttle.check('s999', 0);
  }).toThrow(expect.objectContaining({ code: 'too_many_failed_attempts' }));
  throttle.succeeded('s999');
  throttle.check('s999', 0);
});

it('all addresses of one IPv6 /64 are one', () => {
  expect(throttledNetwork('203.0.113.9')).toBe('203.0.113.9');
  expect(throttledNetwork('::ffff:203.0.113.9')).toBe('203.0.113.9');
  expect(throttledNetwork('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(throttledNetwork('2001:DB8:1:2::9')).toBe('2001:db8:1:2::/64');
  expect(throttledNetwork('2001:db8::9')).toBe('2001:db8:0:0::/64');
  expect(throttledNetwork('::1')).toBe('0:0:0:0::/64');
});

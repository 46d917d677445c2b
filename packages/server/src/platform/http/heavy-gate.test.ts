import { expect, test } from 'vitest';
import { HeavyGate } from './heavy-gate.ts';

/** Work that is done when it is told to. */
function work(): {
  readonly run: () => Promise<string>;
  readonly finish: () => void;
  readonly begun: () => boolean;
} {
  const done = Promise.withResolvers<string>();
  let begun = false;
  return {
    run: () => {
      begun = true;
      return done.promise;
    },
    finish: () => {
      done.resolve('done');
    },
    begun: () => begun,
  };
}

test('of one tenant so many run at once, and the next when one is done; another does not wait for it', async () => {
  const gate = new HeavyGate({ perTenant: 1, together: 2 });
  const [first, second, other] = [work(), work(), work()];
  const answers = [
    gate.run('one', '', first.run),
    gate.run('one', '', second.run),
    gate.run('other', '', other.run),
  ];
  await Promise.resolve();
  expect([first.begun(), second.begun(), other.begun()]).toEqual([true, false, true]);
  first.finish();
  await answers[0];
  await new Promise(setImmediate);
  expect(second.begun()).toBe(true);
  second.finish();
  other.finish();
  expect(await Promise.all(answers)).toEqual(['done', 'done', 'done']);
});

test('who waits too long, or comes when many wait, is told to come again', async () => {
  const gate = new HeavyGate({ perTenant: 1, together: 1, patienceMs: 1, mostWaiting: 1 });
  const first = work();
  const running = gate.run('one', '', first.run);
  const patient = gate.run('one', '', async () => 'never');
  const told = { definition: { code: 'rate_limit_exceeded' }, facts: { retry_after_seconds: 1 } };
  await expect(gate.run('one', '', async () => 'never')).rejects.toMatchObject(told);
  await expect(patient).rejects.toMatchObject(told);
  first.finish();
  expect(await running).toBe('done');
  expect(await gate.run('one', '', async () => 'again')).toBe('again');
});

test('what fails leaves its place to the next, and only what was stopped says what to narrow', async () => {
  const gate = new HeavyGate({ perTenant: 1, together: 1 });
  const failed = new Error('other');
  const stopped = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
  await expect(gate.run('one', 'dates', () => Promise.reject(failed))).rejects.toBe(failed);
  await expect(gate.run('one', 'dates', () => Promise.reject(stopped))).rejects.toMatchObject({
    definition: { status: 503 },
    facts: { hint: 'Ask for less: narrow it by dates.' },
  });
  expect(await gate.run('one', 'dates', async () => 'done')).toBe('done');
});

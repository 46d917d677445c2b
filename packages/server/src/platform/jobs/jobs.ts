import { setTimeout as sleep } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import type { Database } from '../db/index.ts';
import type { Logger } from '../log/index.ts';
import { relayOutbox } from './outbox-relay.ts';

/** An event of the outbox as its handler gets it; `id` stays the same when it is delivered again. */
export interface JobEvent {
  readonly id: string;
  readonly partnerId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What is done when a topic's event arrives. Must bear being run twice with the same event. */
export interface JobHandler {
  readonly topic: string;
  handle(event: JobEvent): Promise<void>;
}

/** Work by the clock; one node does it, whichever is first. */
export interface Schedule {
  readonly name: string;
  /** Five fields, UTC. */
  readonly cron: string;
  run(): Promise<void>;
}

export interface JobsDeps {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly handlers: readonly JobHandler[];
  readonly schedules: readonly Schedule[];
}

export interface Jobs {
  start(): Promise<void>;
  /** Lets running jobs end, then stops. */
  stop(): Promise<void>;
}

const IDLE_POLL_MS = 250;
/** Tries for half a day, at most an hour apart: a mail server may be away for a night. */
const RETRY = {
  retryLimit: 20,
  retryDelay: 5,
  retryDelayMax: 3_600,
  retryBackoff: true,
  expireInSeconds: 300,
} as const;

/** The worker role: feeds the outbox to the job queues and runs their handlers. */
export function createJobs(deps: JobsDeps): Jobs {
  const { db, log, handlers, schedules } = deps;
  const boss = new PgBoss({ connectionString: deps.databaseUrl, max: 4, application_name: 'portal-jobs' });
  boss.on('error', (error) => {
    log.warn({ err: error }, 'job queue');
  });
  const stop = new AbortController();
  let relay: Promise<void> = Promise.resolve();

  async function relayLoop(): Promise<void> {
    const topics = new Set(handlers.map((handler) => handler.topic));
    while (!stop.signal.aborted) {
      const moved = await relayOutbox(db, boss, topics).catch((error: unknown) => {
        log.warn({ err: error }, 'outbox relay');
        return 0;
      });
      if (moved === 0) await sleep(IDLE_POLL_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }

  return {
    async start() {
      await boss.start();
      for (const handler of handlers) await serve(boss, handler, log);
      for (const schedule of schedules) await serveSchedule(boss, schedule, log);
      relay = relayLoop();
    },
    async stop() {
      stop.abort();
      await relay;
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

async function serve(boss: PgBoss, handler: JobHandler, log: Logger): Promise<void> {
  const { topic } = handler;
  await boss.createQueue(topic, RETRY);
  await boss.work<JobEvent>(topic, { batchSize: 20, pollingIntervalSeconds: 0.5 }, async (jobs) => {
    for (const job of jobs) {
      try {
        await handler.handle({ ...job.data, id: job.id });
        log.debug({ topic, job: job.id }, 'job done');
      } catch (error) {
        // Its neighbours are done; only this one comes again.
        log.warn({ topic, job: job.id, err: error }, 'job failed; it will be tried again');
        await boss.fail(topic, job.id, { message: error instanceof Error ? error.message : String(error) });
      }
    }
  });
}

async function serveSchedule(boss: PgBoss, schedule: Schedule, log: Logger): Promise<void> {
  await boss.createQueue(schedule.name, { retryLimit: 1, expireInSeconds: 600 });
  await boss.schedule(schedule.name, schedule.cron);
  await boss.work(schedule.name, { pollingIntervalSeconds: 5 }, async () => {
    try {
      await schedule.run();
      log.debug({ schedule: schedule.name }, 'scheduled work done');
    } catch (error) {
      log.warn({ schedule: schedule.name, err: error }, 'scheduled work failed');
      throw error;
    }
  });
}

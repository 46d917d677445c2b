/** Plays an edge node: places calls over the edge API and gathers messages of a kind into one request. */
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { CallOrder, CallResult } from './call-load.ts';
import { evenly, p50And99 } from './latencies.ts';

const MOST_IN_REQUEST = 100;
const GATHER_MS = 3;
const CONNECTIONS = 16;
const TO = '+9198123';

interface Answer {
  readonly outcome: string;
  readonly reason?: string | null;
}
interface Waiting {
  readonly item: unknown;
  readonly resolve: (answer: Answer) => void;
}

function callId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** One verb of the edge API. */
class Verb {
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  readonly #send: (items: readonly unknown[]) => Promise<readonly Answer[]>;

  constructor(send: (items: readonly unknown[]) => Promise<readonly Answer[]>) {
    this.#send = send;
  }

  ask(item: unknown): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.push({ item, resolve });
      if (this.#waiting.length >= MOST_IN_REQUEST) this.#flush();
      else
        this.#timer ??= setTimeout(() => {
          this.#flush();
        }, GATHER_MS);
    });
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const taken = this.#waiting;
    this.#waiting = [];
    if (taken.length === 0) return;
    void this.#send(taken.map(({ item }) => item)).then((answers) => {
      for (const [place, { resolve }] of taken.entries()) resolve(answers[place] ?? { outcome: 'no answer' });
    });
  }
}

class Edge {
  readonly #order: CallOrder;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  readonly #authorise = new Verb((items) => this.#post('authorise', items));
  readonly #answered = new Verb((items) => this.#post('answered', items));
  readonly #end = new Verb((items) => this.#post('end', items));
  readonly #until: number;
  readonly latencies: number[] = [];
  readonly failures: Record<string, number> = {};
  settled = 0;
  missed = 0;
  #up = 0;
  #serial = 0;

  constructor(order: CallOrder) {
    this.#order = order;
    this.#until = performance.now() + order.forMs;
  }

  #post(verb: string, items: readonly unknown[]): Promise<readonly Answer[]> {
    const body = JSON.stringify({ calls: items });
    return new Promise((resolve) => {
      const asked = request(
        {
          port: this.#order.port,
          host: '127.0.0.1',
          path: `/edge/v1/calls/${verb}`,
          method: 'POST',
          agent: this.#agent,
          headers: {
            authorization: `Bearer ${this.#order.edgeSecret}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const results =
              answer.statusCode === 200
                ? (JSON.parse(text) as { results: Answer[] }).results
                : items.map(() => ({ outcome: `${verb}: ${String(answer.statusCode)}` }));
            resolve(results);
          });
        },
      );
      asked.on('error', (error) => {
        resolve(items.map(() => ({ outcome: `${verb}: ${error.message}` })));
      });
      asked.end(body);
    });
  }

  #failed(answer: Answer): void {
    const what = `${answer.outcome} ${answer.reason ?? ''}`.trim();
    this.failures[what] = (this.failures[what] ?? 0) + 1;
  }

  async #call(): Promise<void> {
    this.#up += 1;
    try {
      this.#serial += 1;
      const id = callId();
      const begun = performance.now();
      const digits = String(this.#serial % 1_000_000).padStart(6, '0');
      const allowed = await this.#authorise.ask({
        call_id: id,
        direction: 'outbound',
        source: this.#order.sources[this.#serial % this.#order.sources.length],
        to: TO + digits,
        from: this.#order.cli,
        sip: { call_id: `${id}@bench`, user_agent: 'Bench/1', network_address: '192.0.2.1' },
      });
      if (performance.now() <= this.#until) this.latencies.push(performance.now() - begun);
      if (allowed.outcome !== 'allowed') {
        this.#failed(allowed);
        return;
      }
      const answeredAt = new Date().toISOString();
      const noted = await this.#answered.ask({ call_id: id, answered_at: answeredAt });
      if (noted.outcome !== 'noted') {
        this.#failed(noted);
        return;
      }
      const settled = await this.#end.ask({
        call_id: id,
        answered_at: answeredAt,
        ended_at: new Date().toISOString(),
        hangup_cause: 'NORMAL_CLEARING',
        hangup_cause_code: 4000,
        hangup_source: 'caller',
        codec: 'PCMA',
        mos_hundredths: 430,
        pdd_ms: 900,
      });
      if (settled.outcome !== 'settled') {
        this.#failed(settled);
        return;
      }
      if (performance.now() <= this.#until) this.settled += 1;
    } finally {
      this.#up -= 1;
    }
  }

  /** As many at once as may be, each followed by the next. */
  async #crowd(): Promise<void> {
    const one = async (): Promise<void> => {
      while (performance.now() < this.#until) await this.#call();
    };
    await Promise.all(Array.from({ length: this.#order.atOnce }, one));
  }

  /** So many a second, evenly, whether or not earlier ones were answered. */
  async #stream(perSecond: number): Promise<void> {
    const calls: Promise<void>[] = [];
    await evenly(perSecond, this.#until, () => {
      if (this.#up >= this.#order.atOnce) this.missed += 1;
      else calls.push(this.#call());
    });
    await Promise.all(calls);
  }

  async run(): Promise<void> {
    const { perSecond } = this.#order;
    await (perSecond === null ? this.#crowd() : this.#stream(perSecond));
    this.#agent.destroy();
  }
}

async function run(order: CallOrder): Promise<CallResult> {
  const edge = new Edge(order);
  await edge.run();
  return {
    settled: edge.settled,
    ms: order.forMs,
    missed: edge.missed,
    ...p50And99(edge.latencies),
    failures: edge.failures,
  };
}

process.on('message', (order: CallOrder) => {
  void run(order).then((result) => process.send?.(result));
});

process.once('disconnect', () => process.exit());

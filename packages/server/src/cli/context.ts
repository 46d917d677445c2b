import type { Composition } from '../compose.ts';
import type { Services } from '../create-services.ts';
import { createLog } from '../platform/log/index.ts';
import { loadConfig, openRuntime, type Runtime } from '../runtime.ts';

/** What commands get: the composed product, opened when the first of them asks. */
export interface CommandContext {
  services(): Promise<Services>;
  composition(): Promise<Composition>;
  runtime(): Promise<Runtime>;
  /** A line on standard output. */
  print(text: string): void;
  /** Closes what was opened. */
  close(): Promise<void>;
}

export function createCommandContext(): CommandContext {
  const log = createLog({ level: 'warn', format: 'text' });
  let runtime: Promise<Runtime> | null = null;
  let composition: Promise<Composition> | null = null;
  const openedRuntime = (): Promise<Runtime> => (runtime ??= openRuntime('command', loadConfig(), log));
  const opened = (): Promise<Composition> =>
    (composition ??= Promise.all([openedRuntime(), import('../compose.ts')]).then(([base, { compose }]) =>
      compose(base, log),
    ));
  return {
    runtime: openedRuntime,
    composition: opened,
    services: async () => (await opened()).services,
    print: (text) => {
      process.stdout.write(`${text}\n`);
    },
    async close() {
      const composed = await composition?.catch(() => null);
      await composed?.close();
      const base = await runtime?.catch(() => null);
      await base?.close();
    },
  };
}

/** One setting of the environment: its name, what it means, and how its text is read. */
export interface Setting<T> {
  readonly name: string;
  readonly doc: string;
  /** Shown in `.env.example`; what applies when the variable is absent. */
  readonly fallback: string;
  /** Returns the value, or throws a sentence fragment saying what was expected. */
  parse(text: string): T;
}

class BadSetting extends Error {}

/** Throws what `readSettings` reports as a fault. */
export function expected(what: string): never {
  throw new BadSetting(what);
}

// eslint-disable-next-line no-control-regex -- it is they that are looked for
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;

export function text(
  name: string,
  doc: string,
  fallback = '',
  options: { max?: number } = {},
): Setting<string> {
  const max = options.max ?? 300;
  return {
    name,
    doc,
    fallback,
    parse: (value) => {
      if (value.length > max) return expected(`at most ${max} characters`);
      return CONTROL.test(value.trim()) ? expected('one line without control characters') : value.trim();
    },
  };
}

export function integer(
  name: string,
  doc: string,
  fallback: number,
  min: number,
  max: number,
): Setting<number> {
  return {
    name,
    doc,
    fallback: String(fallback),
    parse: (value) => {
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < min || number > max)
        expected(`a whole number from ${min} to ${max}`);
      return number;
    },
  };
}

export function oneOf<const W extends readonly string[]>(
  name: string,
  doc: string,
  words: W,
  fallback: W[number],
): Setting<W[number]> {
  return {
    name,
    doc,
    fallback,
    parse: (value) => words.find((word) => word === value) ?? expected(`one of ${words.join(', ')}`),
  };
}

/**
 * A comma-separated list; `check` says what is wrong with one item, or null. At most `most` different items; `once`: none may stand
 * there twice. All that is wrong is said together.
 */
export function list(
  name: string,
  doc: string,
  fallback: string,
  check: (item: string) => string | null = () => null,
  { most = 1_000, once = false }: { readonly most?: number; readonly once?: boolean } = {},
): Setting<readonly string[]> {
  return {
    name,
    doc,
    fallback,
    parse: (value) => {
      const items = value.split(',').map((item) => item.trim());
      const kept = items.filter((item) => item !== '');
      const distinct = new Set(kept);
      const faults = distinct.size > most ? [`at most ${most} of them`] : [];
      for (const item of distinct) {
        const wrong = check(item);
        if (wrong !== null) faults.push(`${wrong} (got ${JSON.stringify(item)})`);
        else if (once && kept.indexOf(item) !== kept.lastIndexOf(item))
          faults.push(`each of them once (got ${JSON.stringify(item)} again)`);
      }
      if (faults.length > 0) expected(faults.join(', '));
      return kept;
    },
  };
}

export function checked(
  name: string,
  doc: string,
  fallback: string,
  pattern: RegExp,
  what: string,
): Setting<string> {
  return {
    name,
    doc,
    fallback,
    parse: (value) => (value === '' || pattern.test(value) ? value : expected(what)),
  };
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;
export type Values<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/** Every wrong setting at once, a line each. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n  - ${faults.join('\n  - ')}`,
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings from an environment. An empty variable counts as absent. Throws `ConfigError` naming all faults;
 * `together` adds what is wrong with several settings at once.
 */
export function readSettings<S extends Settings>(
  settings: S,
  env: Environment,
  together: (env: Environment) => readonly string[] = () => [],
): Values<S> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings)) {
    const given = env[setting.name];
    try {
      values[key] = setting.parse(given === undefined || given === '' ? setting.fallback : given);
    } catch (error) {
      if (!(error instanceof BadSetting)) throw error;
      faults.push(`${setting.name} should be ${error.message}.`);
    }
  }
  faults.push(...together(env));
  if (faults.length > 0) throw new ConfigError(faults);
  return values as Values<S>;
}

/** Several nodes share a database of your own: none may make a secret for itself. */
export const SECRET_MISSING =
  'PORTAL_SECRET is required with DATABASE_URL; make one with: openssl rand -hex 32.';

/** Variables that look like settings of ours and are none: a word for each, to be warned of. */
export function unknownSettings(settings: Settings, env: Environment, prefix: string): string[] {
  const known = Object.values(settings).map(({ name }) => name);
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .toSorted();
}

/** The text of `.env.example`: every setting with its meaning and default. */
export function describeSettings(settings: Settings): string {
  const entries = Object.values(settings).map((setting) => {
    const doc = setting.doc.split('\n').map((line) => `# ${line}`);
    return [...doc, `#${setting.name}=${setting.fallback}`].join('\n');
  });
  return `${entries.join('\n\n')}\n`;
}

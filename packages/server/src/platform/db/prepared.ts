import pg from 'pg';
import { StatementBatch } from './statement-batch.ts';

/** Texts of statements by name; each is written once in the code, so that there are few. */
const names = new Map<string, string>();

/** Marks a statement's text as one that each connection parses, plans and describes once, for what is asked all the time. */
export function prepared(text: string): string {
  if (!names.has(text)) names.set(text, `p${String(names.size + 1)}`);
  return text;
}

/** The name of a statement's text; null: it was not marked. */
export function nameOf(text: string): string | null {
  return names.get(text) ?? null;
}

type Query = (first: unknown, ...rest: unknown[]) => unknown;

/** A client that gives the statements so marked their name. */
export function preparingClient(types: pg.CustomTypesConfig): typeof pg.Client {
  return class PreparingClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      const query = this.query.bind(this) as Query;
      const named: Query = (first, ...rest) => {
        const name = typeof first === 'string' ? nameOf(first) : null;
        const [values] = rest;
        if (name === null || !Array.isArray(values) || rest.length > 1) return query(first, ...rest);
        return new Promise((resolve, reject) => {
          const statement = { name, text: first as string, values: values as unknown[], resolve, reject };
          query(new StatementBatch([statement], types, () => undefined));
        });
      };
      this.query = named as typeof this.query;
    }
  };
}

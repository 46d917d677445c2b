import { createHmac, timingSafeEqual } from 'node:crypto';
import type pg from 'pg';

/**
 * Throws `sentence` when the database was made with another master secret: with a wrong one nothing that is sealed could be read,
 * and no repeated request be recognised. The first process leaves its mark.
 */
export async function checkMasterSecret(pool: pg.Pool, secret: Buffer, sentence: string): Promise<void> {
  const mark = createHmac('sha256', secret).update('partner portal: master secret').digest();
  await pool.query('INSERT INTO installation (secret_check) VALUES ($1) ON CONFLICT (one) DO NOTHING', [
    mark,
  ]);
  const { rows } = await pool.query<{ secret_check: Buffer }>('SELECT secret_check FROM installation');
  const known = rows[0]?.secret_check;
  if (known === undefined || known.length !== mark.length || !timingSafeEqual(known, mark))
    throw new Error(sentence);
}

import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { EmergencyNumber } from './service.ts';

/** Of one country, or of all. */
export async function selectEmergencies(reader: Reader, country: string | null): Promise<EmergencyNumber[]> {
  const { rows } = await sql<EmergencyNumber>`SELECT country, number, description FROM emergency_number
    WHERE ${country}::text IS NULL OR country = ${country} ORDER BY country, number`.execute(reader);
  return rows;
}

/** They are few and set by hand: whoever sets one does so alone. Calls read on. */
export async function lockEmergencies(tx: Tx): Promise<void> {
  await sql`LOCK TABLE emergency_number IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}

export async function upsertEmergency(tx: Tx, row: EmergencyNumber): Promise<void> {
  const { country, number, description } = row;
  await sql`INSERT INTO emergency_number (country, number, description) VALUES (${country}, ${number}, ${description})
    ON CONFLICT (country, number) DO UPDATE SET description = excluded.description`.execute(tx);
}

export async function deleteEmergency(tx: Tx, country: string, number: string): Promise<void> {
  await sql`DELETE FROM emergency_number WHERE country = ${country} AND number = ${number}`.execute(tx);
}

import { sql, type RawBuilder } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { OffsetPlace } from '../platform/http/index.ts';
import type { Direction, Transport, Trunk, WebhookMethod } from './trunk.ts';

interface TrunkRow {
  readonly partner_id: string;
  readonly trunk_id: string;
  readonly customer_id: string;
  readonly domain_label: string;
  readonly name: string;
  readonly direction: Direction;
  readonly enabled: boolean;
  readonly secure: boolean;
  readonly transport: Transport;
  readonly concurrent_calls_limit: number;
  readonly cps_limit: number;
  readonly description: string;
  readonly inbound_destination: string | null;
  readonly credential_id: string | null;
  readonly ip_acl_id: string | null;
  readonly primary_uri_id: string | null;
  readonly fallback_uri_id: string | null;
  readonly recording: boolean;
  readonly enable_transcription: boolean;
  readonly pii_redaction: boolean;
  readonly pii_entity_types: string | null;
  readonly recording_webhook_enabled: boolean;
  readonly webhook_url: string | null;
  readonly webhook_method: WebhookMethod;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export type NewTrunk = Omit<Trunk, 'updatedAt'>;

/** Writes a trunk whose domain is free, else null. */
export async function insertTrunk(tx: Tx, t: NewTrunk): Promise<Trunk | null> {
  const { rows } = await sql<TrunkRow>`
    INSERT INTO sip_trunk (partner_id, trunk_id, customer_id, domain_label, name, direction, enabled, secure, transport,
      concurrent_calls_limit, cps_limit, description, inbound_destination, credential_id, ip_acl_id, primary_uri_id,
      fallback_uri_id, recording, enable_transcription, pii_redaction, pii_entity_types, recording_webhook_enabled,
      webhook_url, webhook_method, created_at, updated_at)
    VALUES (${t.partnerId}, ${t.trunkId}, ${t.customerId}, ${t.domainLabel}, ${t.name}, ${t.direction}, ${t.enabled},
      ${t.secure}, ${t.transport}, ${t.concurrentCallsLimit}, ${t.cpsLimit}, ${t.description}, ${t.inboundDestination},
      ${t.credentialId}, ${t.ipAclId}, ${t.primaryUriId}, ${t.fallbackUriId}, ${t.recording}, ${t.enableTranscription},
      ${t.piiRedaction}, ${t.piiEntityTypes}, ${t.recordingWebhookEnabled}, ${t.webhookUrl}, ${t.webhookMethod},
      ${t.createdAt}, ${t.createdAt})
    ON CONFLICT (domain_label) DO NOTHING
    RETURNING *`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Writes all that may change of a trunk. */
export async function updateTrunk(tx: Tx, t: Trunk, at: Date): Promise<Trunk> {
  const { rows } = await sql<TrunkRow>`
    UPDATE sip_trunk SET name = ${t.name}, direction = ${t.direction}, enabled = ${t.enabled}, secure = ${t.secure},
      transport = ${t.transport}, concurrent_calls_limit = ${t.concurrentCallsLimit}, cps_limit = ${t.cpsLimit},
      description = ${t.description}, inbound_destination = ${t.inboundDestination}, credential_id = ${t.credentialId},
      ip_acl_id = ${t.ipAclId}, primary_uri_id = ${t.primaryUriId}, fallback_uri_id = ${t.fallbackUriId},
      recording = ${t.recording}, enable_transcription = ${t.enableTranscription}, pii_redaction = ${t.piiRedaction},
      pii_entity_types = ${t.piiEntityTypes}, recording_webhook_enabled = ${t.recordingWebhookEnabled},
      webhook_url = ${t.webhookUrl}, webhook_method = ${t.webhookMethod}, updated_at = ${at}
    WHERE partner_id = ${t.partnerId} AND trunk_id = ${t.trunkId}
    RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A trunk of a locked account vanished.');
  return fromRow(rows[0]);
}

export async function deleteTrunk(tx: Tx, partnerId: string, trunkId: string): Promise<void> {
  await sql`DELETE FROM sip_trunk WHERE partner_id = ${partnerId} AND trunk_id = ${trunkId}`.execute(tx);
}

export async function selectTrunk(
  reader: Reader,
  partnerId: string,
  customerId: string,
  trunkId: string,
): Promise<Trunk | null> {
  const { rows } = await sql<TrunkRow>`SELECT * FROM sip_trunk
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND trunk_id = ${trunkId}`.execute(
    reader,
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Keeps a trunk from being deleted until COMMIT. False where there is none any more. */
export async function shareTrunk(
  tx: Tx,
  partnerId: string,
  customerId: string,
  trunkId: string,
): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM sip_trunk
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND trunk_id = ${trunkId} FOR KEY SHARE`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Waits for whoever hangs something on a trunk just now, and lets nobody do so any more. */
export async function lockTrunkRow(tx: Tx, partnerId: string, trunkId: string): Promise<void> {
  await sql`SELECT 1 FROM sip_trunk WHERE partner_id = ${partnerId} AND trunk_id = ${trunkId} FOR UPDATE`.execute(
    tx,
  );
}

/** All trunks of an account, oldest first; there is a limit to how many it has. */
export async function selectAllTrunks(
  reader: Reader,
  partnerId: string,
  customerId: string,
): Promise<Trunk[]> {
  const { rows } = await sql<TrunkRow>`SELECT * FROM sip_trunk
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} ORDER BY created_at, trunk_id`.execute(
    reader,
  );
  return rows.map(fromRow);
}

export interface TrunkFilter {
  readonly customerId?: string | undefined;
}

function conditions(partnerId: string, { customerId }: TrunkFilter): RawBuilder<unknown> {
  return customerId === undefined
    ? sql`partner_id = ${partnerId}`
    : sql`partner_id = ${partnerId} AND customer_id = ${customerId}`;
}

/** The last row of the page before. */
export interface AfterTrunk {
  readonly createdAt: Date;
  readonly trunkId: string;
}

/** Newest first. */
export async function selectTrunks(
  reader: Reader,
  partnerId: string,
  filter: TrunkFilter,
  place: OffsetPlace & { readonly after?: AfterTrunk | null },
): Promise<Trunk[]> {
  const { limit, offset, after } = place;
  const older =
    after == null
      ? sql``
      : sql`AND (created_at, trunk_id) < (${after.createdAt}::timestamptz, ${after.trunkId}::uuid)`;
  const { rows } = await sql<TrunkRow>`SELECT * FROM sip_trunk WHERE ${conditions(partnerId, filter)} ${older}
    ORDER BY created_at DESC, trunk_id DESC LIMIT ${limit} OFFSET ${offset}`.execute(reader);
  return rows.map(fromRow);
}

export async function countTrunks(reader: Reader, partnerId: string, filter: TrunkFilter): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`
    SELECT count(*) AS total FROM sip_trunk WHERE ${conditions(partnerId, filter)}`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

function fromRow(row: TrunkRow): Trunk {
  return {
    partnerId: row.partner_id,
    trunkId: row.trunk_id,
    customerId: row.customer_id,
    domainLabel: row.domain_label,
    name: row.name,
    direction: row.direction,
    enabled: row.enabled,
    secure: row.secure,
    transport: row.transport,
    concurrentCallsLimit: row.concurrent_calls_limit,
    cpsLimit: row.cps_limit,
    description: row.description,
    inboundDestination: row.inbound_destination,
    credentialId: row.credential_id,
    ipAclId: row.ip_acl_id,
    primaryUriId: row.primary_uri_id,
    fallbackUriId: row.fallback_uri_id,
    recording: row.recording,
    enableTranscription: row.enable_transcription,
    piiRedaction: row.pii_redaction,
    piiEntityTypes: row.pii_entity_types,
    recordingWebhookEnabled: row.recording_webhook_enabled,
    webhookUrl: row.webhook_url,
    webhookMethod: row.webhook_method,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

import {
  AppError,
  ValidationFailure,
  internalError,
  notFound,
  payloadTooLarge,
  serviceUnavailable,
  unsupportedMediaType,
} from '../errors/index.ts';
import type { RenderedError } from './surface.ts';

export interface MappedError {
  readonly rendered: RenderedError;
  readonly headers: Readonly<Record<string, string>>;
  /** What nobody foresaw: logged whole. */
  readonly unexpected: boolean;
}

const FRAMEWORK_ERRORS: Readonly<Record<string, () => AppError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => payloadTooLarge(),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => unsupportedMediaType(),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => payloadTooLarge(),
  FST_ERR_BAD_URL: () => notFound(),
  FST_ERR_MAX_PARAM_LENGTH: () => notFound(),
};

/** SQLSTATE classes and codes that mean "not now", not "never": connection, resources, shutdown, time-outs, deadlock. */
const PASSING_SQLSTATE = /^(08|53|57P|57014|40001|40P01|55P03|25P03)/;
const PASSING_SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const PASSING_TEXT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether a failure is the database being away or too busy, so that the same request may succeed shortly. */
export function isPassingFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && (PASSING_SYSTEM.has(code) || PASSING_SQLSTATE.test(code))) return true;
  return PASSING_TEXT.test(error.message);
}

function toAppError(error: unknown): { known: AppError; unexpected: boolean } {
  if (error instanceof AppError) return { known: error, unexpected: false };
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  const framework = typeof code === 'string' ? FRAMEWORK_ERRORS[code] : undefined;
  if (framework !== undefined) return { known: framework(), unexpected: false };
  if (isPassingFailure(error))
    return { known: serviceUnavailable({ headers: { 'retry-after': '1' } }), unexpected: true };
  return { known: internalError(), unexpected: true };
}

/** The one mapper from a thrown thing to an answer. No stack, SQL or internal name passes it. */
export function mapError(error: unknown, requestId: string): MappedError {
  if (error instanceof ValidationFailure) {
    return {
      rendered: {
        status: 422,
        code: 'ValidationError',
        message: error.message,
        facts: {},
        details: error.details,
        requestId,
      },
      headers: {},
      unexpected: false,
    };
  }
  const { known, unexpected } = toAppError(error);
  return {
    rendered: {
      status: known.status,
      code: known.code,
      message: known.message,
      facts: known.facts,
      requestId,
    },
    headers: known.headers,
    unexpected,
  };
}

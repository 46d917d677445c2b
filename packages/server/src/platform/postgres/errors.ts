/** Why the embedded server cannot run, in one sentence that a person can act on. */
export class EmbeddedPostgresError extends Error {}

export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** What the file system says, in words. */
export function fileProblem(error: unknown, path: string): EmbeddedPostgresError {
  switch (errorCode(error)) {
    case 'ENOSPC':
      return new EmbeddedPostgresError(`The disk that holds ${path} is full. Make room and start again.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EmbeddedPostgresError(
        `${path} cannot be written. Check its owner, or set PORTAL_DATA_DIR to another directory.`,
      );
    default:
      return new EmbeddedPostgresError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

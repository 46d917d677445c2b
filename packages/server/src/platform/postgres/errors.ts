/** Why the embedded server cannot run, in a sentence or two that a person can act on. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

export function diskFull(path: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(`The disk that holds ${path} is full. Make room and start again.`);
}

/** What the file system says, in words. */
export function fileProblem(error: unknown, path: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EmbeddedPostgresError(
        `${path} cannot be read and written. Check its owner, or set PORTAL_DATA_DIR to another directory.`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedPostgresError(
        `${path} is not a directory. Remove what is there, or set PORTAL_DATA_DIR to another directory.`,
      );
    default:
      return new EmbeddedPostgresError(
        `${path} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      );
  }
}

/** A program of ours that did not even begin: the binaries are not for this machine. */
export function cannotRun(program: string, reason: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `${program} does not run on this machine (${reason}). Set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

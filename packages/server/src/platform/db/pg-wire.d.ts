// What the client's own companions (cursors, streams) are built from, and what its types leave out.

declare module 'pg/lib/utils.js' {
  const utils: {
    /** A value as it travels. Throws what it cannot write. */
    prepareValue(value: unknown): string | Buffer | null;
  };
  export default utils;
}

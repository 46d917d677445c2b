/** What an object is called: its `description`, or its `name` where only that is given. Undefined: nothing was said. */
export function readLabel(body: {
  readonly description?: string | null;
  readonly name?: string | null;
}): string | undefined {
  const given = body.description === undefined ? body.name : body.description;
  return given === undefined ? undefined : (given?.trim() ?? '');
}

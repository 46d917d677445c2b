import type { Composition } from '../compose.ts';

export async function fillWithDemoData(_composition: Composition): Promise<void> {
  return;
}

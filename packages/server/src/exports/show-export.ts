import type { Config } from '../platform/config/index.ts';
import { toApiExport } from './contract.ts';
import type { Export } from './export.ts';
import type { Exports } from './service.ts';

/** An export as the API shows it, with a fresh link where there is a file. */
export function showExport(
  exports: Pick<Exports, 'link'>,
  config: Pick<Config, 'publicUrl'>,
  made: Export,
): Record<string, unknown> {
  const link = exports.link(made);
  const base = config.publicUrl.replace(/\/$/, '');
  return toApiExport(
    made,
    link === null ? null : { url: `${base}/api/v1/public/exports/${link.token}`, until: link.until },
  );
}

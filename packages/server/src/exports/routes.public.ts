import type { AnonymousPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { utcDay } from '../platform/time/index.ts';
import { DownloadParams } from './contract.ts';
import { fileExample } from './examples.ts';
import type { Exports } from './service.ts';

/** Files behind signed links. */
export function exportPublicRoutes({ exports }: { readonly exports: Exports }): Route<AnonymousPrincipal>[] {
  const route = routesOf<AnonymousPrincipal>();
  return [
    route({
      method: 'GET',
      path: '/exports/:token',
      operationId: 'downloadExport',
      tag: 'Files',
      summary: 'Fetch an exported file',
      description:
        'The file of a signed link, gzip of CSV. A link whose time has passed answers like one that never was.',
      scope: null,
      open: true,
      rateCost: 5,
      params: DownloadParams,
      success: { status: 200, description: 'The file.', mediaType: 'application/gzip', example: fileExample },
      errors: [notFound],
      handler: async ({ params }) => {
        const { made, file } = await exports.download(params.token);
        const name = `${made.kind}-${utcDay(made.createdAt)}-${made.id.slice(-6)}.csv.gz`;
        return { headers: { 'content-disposition': `attachment; filename="${name}"` }, file };
      },
    }),
  ];
}

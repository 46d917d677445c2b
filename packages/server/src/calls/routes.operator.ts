import { keyedWrite, type KeyedWriteDeps, type OperatorPrincipal } from '../identity/index.ts';
import type { Database } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { ClassBody, ClassListSchema, ClassParams, ClassSchema } from './contract.ts';
import { classBodyExample, classExample, classListExample } from './examples.ts';
import { emergencyOperatorRoutes, type EmergencyRoutesDeps } from './routes.operator-emergencies.ts';
import type { Calls } from './service.ts';
import { toApiClass } from './views.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Destination classes';

export interface ClassRoutesDeps extends KeyedWriteDeps {
  readonly db: Database;
  readonly calls: Pick<Calls, 'listClasses' | 'saveClass' | 'removeClass'>;
}

/** A prefix as it stands in a path. Throws 404 for what is none. */
function readPrefix(text: string): string {
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw notFound({ message: 'No such prefix.' });
  return text;
}

/** What the operator says of numbers that are dialled. */
export function callOperatorRoutes(deps: ClassRoutesDeps & EmergencyRoutesDeps): Route<OperatorPrincipal>[] {
  return [...classRoutes(deps), ...emergencyOperatorRoutes(deps)];
}

/** Which prefixes are premium, satellite or of high fraud risk. */
function classRoutes(deps: ClassRoutesDeps): Route<OperatorPrincipal>[] {
  const { db, calls } = deps;
  return [
    route({
      method: 'GET',
      path: '/destination-classes',
      operationId: 'listDestinationClasses',
      tag: TAG,
      summary: 'Prefixes that are not normal, in order',
      description:
        'The longest prefix of a number says its class; without one it is `normal`. Partners allow classes to their customers.',
      scope: 'read',
      success: { status: 200, description: 'All.', schema: ClassListSchema, example: classListExample },
      errors: [],
      handler: async () => ({
        body: { destination_classes: (await calls.listClasses(db.kysely)).map(toApiClass) },
      }),
    }),
    route({
      method: 'PUT',
      path: '/destination-classes/:prefix',
      operationId: 'setDestinationClass',
      tag: TAG,
      summary: 'Say what class a prefix is',
      description: 'Holds from the next call on. `normal` takes a part of a longer class out of it.',
      scope: 'carriers',
      params: ClassParams,
      body: ClassBody,
      example: classBodyExample,
      success: { status: 200, description: 'The prefix.', schema: ClassSchema, example: classExample },
      errors: [notFound],
      handler: (call) => {
        const prefix = readPrefix(call.params.prefix);
        const { destination_class: destinationClass, description = '' } = call.body;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiClass(await calls.saveClass(tx, { prefix, destinationClass, description }, by)),
        );
      },
    }),
    route({
      method: 'DELETE',
      path: '/destination-classes/:prefix',
      operationId: 'removeDestinationClass',
      tag: TAG,
      summary: 'Take a prefix off the list',
      description: 'The next shorter one holds again.',
      scope: 'carriers',
      params: ClassParams,
      success: { status: 204, description: 'Gone.' },
      errors: [notFound],
      handler: async (call) => {
        const prefix = readPrefix(call.params.prefix);
        await keyedWrite(deps, call, async (tx, by) => {
          await calls.removeClass(tx, prefix, by);
          return {};
        });
        return {};
      },
    }),
  ];
}

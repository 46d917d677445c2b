import { keyedWrite, type KeyedWriteDeps, type OperatorPrincipal } from '../identity/index.ts';
import { isCountryCode } from '../platform/country/index.ts';
import type { Database } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  EmergencyBody,
  EmergencyListSchema,
  EmergencyParams,
  EmergencyQuery,
  EmergencySchema,
} from './contract.ts';
import { isEmergencyDigits } from './dialled-number.ts';
import { tooManyEmergencies } from './errors.ts';
import { emergencyBodyExample, emergencyExample, emergencyListExample } from './examples.ts';
import type { Calls, EmergencyNumber } from './service.ts';
import { toApiEmergency } from './views.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Emergency numbers';

export interface EmergencyRoutesDeps extends KeyedWriteDeps {
  readonly db: Database;
  readonly calls: Pick<Calls, 'listEmergencies' | 'saveEmergency' | 'removeEmergency'>;
}

/** As they stand in a path. Throws 404 for what is none. */
function readPlace({
  country,
  number,
}: Pick<EmergencyNumber, 'country' | 'number'>): Pick<EmergencyNumber, 'country' | 'number'> {
  if (!isCountryCode(country)) throw notFound({ message: 'No such country.' });
  if (!isEmergencyDigits(number)) throw notFound({ message: 'No such emergency number.' });
  return { country, number };
}

/** What is dialled in need, by the country of the account that calls. */
export function emergencyOperatorRoutes(deps: EmergencyRoutesDeps): Route<OperatorPrincipal>[] {
  const { db, calls } = deps;
  return [
    route({
      method: 'GET',
      path: '/emergency-numbers',
      operationId: 'listEmergencyNumbers',
      tag: TAG,
      summary: 'Emergency numbers, by country',
      description:
        'Calls of accounts of the country to these numbers, with the country’s code before them or without, pass whatever holds and are ' +
        'free. They are routed with the country’s code: 112 in India as 91112.',
      scope: 'read',
      query: EmergencyQuery,
      success: {
        status: 200,
        description: 'All.',
        schema: EmergencyListSchema,
        example: emergencyListExample,
      },
      errors: [],
      handler: async ({ query: { country = null } }) => ({
        body: { emergency_numbers: (await calls.listEmergencies(db.kysely, country)).map(toApiEmergency) },
      }),
    }),
    route({
      method: 'PUT',
      path: '/emergency-numbers/:country/:number',
      operationId: 'setEmergencyNumber',
      tag: TAG,
      summary: 'Make a number one of emergencies',
      description:
        'Holds from the next call on. `country` is ISO 3166-1 alpha-2, `number` two to six digits. A country has at most 50.',
      scope: 'carriers',
      params: EmergencyParams,
      body: EmergencyBody,
      example: emergencyBodyExample,
      success: {
        status: 200,
        description: 'The number.',
        schema: EmergencySchema,
        example: emergencyExample,
      },
      errors: [notFound, tooManyEmergencies],
      handler: (call) => {
        const place = readPlace(call.params);
        const { description = '' } = call.body;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiEmergency(await calls.saveEmergency(tx, { ...place, description }, by)),
        );
      },
    }),
    route({
      method: 'DELETE',
      path: '/emergency-numbers/:country/:number',
      operationId: 'removeEmergencyNumber',
      tag: TAG,
      summary: 'Take a number off the list',
      description: 'From the next call on it is a number like any other.',
      scope: 'carriers',
      params: EmergencyParams,
      success: { status: 204, description: 'Gone.' },
      errors: [notFound],
      handler: async (call) => {
        const { country, number } = readPlace(call.params);
        await keyedWrite(deps, call, async (tx, by) => {
          await calls.removeEmergency(tx, country, number, by);
          return {};
        });
        return {};
      },
    }),
  ];
}

import { Format } from 'typebox/format';
import { isCountryCode } from '../platform/country/index.ts';

export { isCountryCode };

/** Format of request fields: a wrong country is named together with all other faults. */
export const COUNTRY_FORMAT = 'country-code';
Format.Set(COUNTRY_FORMAT, isCountryCode);

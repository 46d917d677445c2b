export { isCountryCode } from './country-code.ts';

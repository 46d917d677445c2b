export { bar, sparkline } from './bars.ts';
export {
  decimal,
  facts,
  parseAs,
  parseBeside,
  reading,
  table,
  toBody,
  wholeNumber,
  yesNo,
  type CommandContext,
  type Options,
  type Output,
} from './command-kit.ts';
export { withFields } from './schema-options.ts';

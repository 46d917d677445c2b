export { SETTINGS, readConfig, type Config, type OperatorConfig } from './config.ts';
export { ConfigError, describeSettings, unknownSettings } from './setting.ts';
export { loadMasterSecret } from './master-secret.ts';

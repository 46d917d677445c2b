export {
  openDatabase,
  type Database,
  type DatabaseOptions,
  type NoTables,
  type Reader,
  type Tx,
} from './database.ts';
export { MINIMUM_POSTGRES, MigrationError, migrate } from './migrate.ts';
export { schemaSnapshot } from './schema-snapshot.ts';

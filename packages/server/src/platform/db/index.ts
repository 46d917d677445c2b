export {
  arraysOf,
  askFunction,
  bare,
  callFunctions,
  literal,
  namesOf,
  quoted,
  rowsOf,
  time,
  type Column,
  type FunctionCall,
  type Literal,
  type Rows,
} from './columns.ts';
export { containing } from './containing.ts';
export {
  callWithCommit,
  onTransactionEnd,
  openDatabase,
  type Database,
  type DatabaseOptions,
  type NoTables,
  type Reader,
  type TransactionEnd,
  type Tx,
} from './database.ts';
export { migrate } from './migrate.ts';
export { prepared } from './prepared.ts';
export { schemaSnapshot } from './schema-snapshot.ts';

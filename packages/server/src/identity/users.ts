import { OPERATOR_BOOKS, appendAudit, fieldChanges } from '../audit/index.ts';
import type { Database, Reader, Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault, notFound, type Fault } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { AuthNews } from './auth-news.ts';
import type { By } from './by.ts';
import { deleteResetLinks } from './link-store.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { passwordFaults } from './password-rule.ts';
import { deleteSessionsOf } from './session-store.ts';
import type { User, UserAccount, UserRole } from './user.ts';
import {
  deleteUser,
  insertUser,
  lockUser,
  selectCustomerUsers,
  selectUser,
  selectUserByEmail,
  updateUser,
} from './user-store.ts';

/** A password that was checked against the rule and hashed: made before a transaction is opened, for it takes time. */
export interface HashedPassword {
  readonly hash: string;
}

export interface NewUser {
  readonly account: UserAccount;
  readonly email: string;
  readonly name: string;
  readonly role: UserRole;
  /** Null: a one-time link will set it. */
  readonly password: string | HashedPassword | null;
}

export interface UsersDeps {
  readonly db: Database;
  readonly hasher: PasswordHasher;
  readonly news: AuthNews;
}

/** The people who can log in. */
export interface Users {
  /** Throws 422 naming each breach of the password rule at `loc`. */
  hashPassword(password: string, loc?: readonly string[]): Promise<HashedPassword>;
  /** Names `body.email` where the address has a login already. Absent: nobody gave one that can be read. */
  emailFaults(reader: Reader, email: string | undefined): Promise<Fault[]>;
  /** Throws 422 at `body.email` when the e-mail has a login already, under concurrency too, and for the password rule. */
  create(tx: Tx, input: NewUser, by: By): Promise<User>;
  /** Sets a password and ends everything that was logged in with the one before. Throws 404, 422. */
  setPassword(
    tx: Tx,
    user: { partnerId: string; userId: string },
    password: string | HashedPassword,
    by: By,
  ): Promise<User>;
  /** The user whose password this is; null for anybody else, after the same work. */
  checkPassword(email: string, password: string): Promise<User | null>;
  /** Changes name, role or status; role and status end what is logged in. The caller holds the row. */
  change(tx: Tx, user: User, change: Partial<Pick<User, 'name' | 'role' | 'status'>>, by: By): Promise<User>;
  remove(tx: Tx, user: User, by: By): Promise<void>;
  get(reader: Reader, partnerId: string, userId: string): Promise<User | null>;
  byEmail(reader: Reader, email: string): Promise<User | null>;
  /** The logins of one customer, oldest first. */
  ofCustomer(reader: Reader, partnerId: string, customerId: string): Promise<User[]>;
}

function emailTaken(email: string): Fault {
  return fault(
    ['body', 'email'],
    'value_error',
    'This e-mail address has a login already',
    email.trim().toLowerCase(),
  );
}

export function createUsers(deps: UsersDeps): Users {
  const { db, hasher, news } = deps;
  const hashPassword = async (
    password: string,
    loc: readonly string[] = ['body', 'password'],
  ): Promise<HashedPassword> => {
    const faults = passwordFaults(password, loc);
    if (faults.length > 0) throw new ValidationFailure(faults);
    return { hash: await hasher.hash(password) };
  };
  const hashed = async (password: string | HashedPassword): Promise<string> =>
    (typeof password === 'string' ? await hashPassword(password) : password).hash;
  return {
    hashPassword,
    emailFaults: async (reader, email) =>
      email === undefined || (await selectUserByEmail(reader, email.trim())) === null
        ? []
        : [emailTaken(email)],
    async create(tx, input, by) {
      const passwordHash = input.password === null ? null : await hashed(input.password);
      const user = await insertUser(tx, newUser(input, passwordHash, by.at));
      if (user === null) throw new ValidationFailure([emailTaken(input.email)]);
      const facts = { email: user.email, name: user.name, role: user.role, status: user.status };
      await log(tx, user, 'user.created', by, fieldChanges({}, facts));
      return user;
    },
    async setPassword(tx, { partnerId, userId }, password, by) {
      const passwordHash = await hashed(password);
      const user = await lockUser(tx, partnerId, userId);
      if (user === null) throw notFound();
      const saved = await updateUser(tx, { ...user, passwordHash }, by.at, true);
      await deleteSessionsOf(tx, partnerId, userId);
      await deleteResetLinks(tx, partnerId, userId);
      await news.announce(tx, [{ userId }]);
      await log(tx, user, 'user.password_set', by, []);
      return saved;
    },
    async checkPassword(email, password) {
      const user = await selectUserByEmail(db.kysely, email.trim());
      // Longer ones cannot have been set; they are not worth hashing whole.
      const right = await hasher.verify(user?.passwordHash ?? null, password.slice(0, 400));
      return right ? user : null;
    },
    async change(tx, user, change, by) {
      const next = { ...user, ...change };
      const changes = fieldChanges({ ...facts(user) }, { ...facts(next) });
      if (changes.length === 0) return user;
      const endLogins = next.role !== user.role || next.status !== user.status;
      const saved = await updateUser(tx, next, by.at, endLogins);
      if (endLogins) await deleteSessionsOf(tx, user.partnerId, user.userId);
      await news.announce(tx, [{ userId: user.userId }]);
      await log(tx, user, 'user.updated', by, changes);
      return saved;
    },
    async remove(tx, user, by) {
      await deleteUser(tx, user);
      await news.announce(tx, [{ userId: user.userId }]);
      await log(tx, user, 'user.removed', by, [{ field: 'email', from: user.email, to: null }]);
    },
    get: selectUser,
    byEmail: selectUserByEmail,
    ofCustomer: selectCustomerUsers,
  };
}

function facts({ name, role, status }: User): Pick<User, 'name' | 'role' | 'status'> {
  return { name, role, status };
}

function newUser(input: NewUser, passwordHash: string | null, at: Date): User {
  const { account } = input;
  return {
    partnerId: account.kind === 'operator' ? OPERATOR_BOOKS : account.partnerId,
    userId: uuidv7(at),
    kind: account.kind,
    customerId: account.kind === 'customer' ? account.customerId : null,
    authId: account.kind === 'operator' ? null : account.authId,
    email: input.email.trim().toLowerCase(),
    name: input.name.trim(),
    role: input.role,
    status: 'active',
    passwordHash,
    sessionVersion: 1,
    totpSecret: null,
    totpConfirmedAt: null,
    lastLoginAt: null,
    createdAt: at,
    updatedAt: at,
  };
}

async function log(
  tx: Tx,
  user: User,
  action: string,
  by: By,
  changes: readonly { field: string; from: unknown; to: unknown }[],
): Promise<void> {
  const { partnerId, userId: objectId } = user;
  await appendAudit(tx, [
    { partnerId, at: by.at, actor: by.actor, action, objectType: 'user', objectId, changes },
  ]);
}

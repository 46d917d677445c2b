import { defineError } from '../platform/errors/index.ts';

/** With the facts that a refused transfer has: `current_balance` (what is available), `requested_amount`, `currency`. */
export const insufficientWalletBalance = defineError({
  code: 'insufficient_wallet_balance',
  status: 402,
  title: 'Wallet cannot pay for the number',
  message: 'The wallet has less available than this costs; nothing was changed.',
  retryable: false,
});
export const lossNotCovered = defineError({
  code: 'loss_not_covered',
  status: 409,
  title: 'Loss not covered',
  message: 'Selling below wholesale is paid from your master account, which has less available.',
  retryable: false,
});
export const priceBelowCost = defineError({
  code: 'price_below_cost',
  status: 409,
  title: 'Price below cost',
  message: 'The price is below wholesale; allow_loss says that you mean it, and pay the rest.',
  retryable: false,
});
export const numberCurrencyMismatch = defineError({
  code: 'number_currency_mismatch',
  status: 409,
  title: 'Number in another currency',
  message: 'The number is priced in another currency than the wallet; nothing is converted.',
  retryable: false,
});
export const accountNotActive = defineError({
  code: 'account_not_active',
  status: 409,
  title: 'Account is not active',
  message: 'Only an active account can be given a number.',
  retryable: false,
});
export const commitmentRunning = defineError({
  code: 'number_commitment_running',
  status: 409,
  title: 'Commitment is running',
  message: 'The number was taken for some months at least; they are not over.',
  retryable: false,
});
export const numberReleasing = defineError({
  code: 'number_releasing',
  status: 409,
  title: 'Number is being released',
  message: 'The number is being released; take the release back first.',
  retryable: false,
});
export const numberNotReleasing = defineError({
  code: 'number_not_releasing',
  status: 409,
  title: 'No release to take back',
  message: 'The number is not being released, or its release is final.',
  retryable: false,
});
/** Published for assigning a number to a trunk: status 400. */
export const numberAlreadyAssigned = defineError({
  code: 'number_already_assigned',
  status: 400,
  title: 'Number is assigned',
  message: 'The number is assigned to a trunk already; unassign it first.',
  retryable: false,
});
/** Published for unassigning a number: status 400. */
export const numberNotAssigned = defineError({
  code: 'number_not_assigned',
  status: 400,
  title: 'Number is not assigned',
  message: 'The number is not assigned to a trunk.',
  retryable: false,
});
export const numberPriceExists = defineError({
  code: 'number_price_exists',
  status: 409,
  title: 'Price rule exists',
  message: 'There is a rule for just this already; change that one.',
  retryable: false,
});
export const tooManyNumberPrices = defineError({
  code: 'too_many_number_prices',
  status: 409,
  title: 'Too many price rules',
  message: 'There are as many price rules as there may be.',
  retryable: false,
});

import { type Rule } from '../../rule.ts';
import { limitRangeAmountsAgree } from './limit-range-amounts-agree.ts';
import { limitRangeResourceIsKnown } from './limit-range-resource-is-known.ts';
import { limitRangeTypeIsValid } from './limit-range-type-is-valid.ts';
import { quotaAmountIsValid } from './quota-amount-is-valid.ts';
import { quotaScopeFits } from './quota-scope-fits.ts';
import { quotaScopeSelectorIsValid } from './quota-scope-selector-is-valid.ts';

/** What the API server wants of limits and quotas. */
export const QUOTA_RULES: readonly Rule[] = [
  limitRangeAmountsAgree,
  limitRangeResourceIsKnown,
  limitRangeTypeIsValid,
  quotaAmountIsValid,
  quotaScopeFits,
  quotaScopeSelectorIsValid,
];

import { type Toleration } from '../../../../../imports/kubernetes.ts';
import { type Finding } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { invalid, notSupported } from '../../field-error.ts';
import { labelValueErrors } from '../../syntax/label-value.ts';
import { qualifiedNameErrors } from '../../syntax/qualified-name.ts';

const OPERATORS: readonly string[] = ['Equal', 'Exists'];
const EFFECTS: readonly string[] = ['NoExecute', 'NoSchedule', 'PreferNoSchedule'];

/** What is wrong with tolerations; more operators wait for a feature gate. */
export function* tolerationFindings(tolerations: readonly Toleration[] | undefined, path: string): Iterable<Finding> {
  for (const { path: at, item } of itemsOf(tolerations, path)) {
    const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = item as { readonly [F in keyof Toleration]?: F extends 'tolerationSeconds' ? number : string };
    if (key !== '') yield* eachInvalid(`${at}.key`, key, qualifiedNameErrors(key));
    if (key === '' && operator !== 'Exists') yield invalid(`${at}.operator`, operator, 'must be Exists when `key` is empty, which means all keys and all values');
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') yield invalid(`${at}.effect`, effect, "must be 'NoExecute' when `tolerationSeconds` is set");
    // The server says of the operator what is wrong with the value.
    if (operator === '' || operator === 'Equal') yield* eachInvalid(`${at}.operator`, value, labelValueErrors(value).map((error) => `the value ${error}`));
    else if (operator !== 'Exists') yield notSupported(`${at}.operator`, operator, OPERATORS);
    else if (value !== '') yield invalid(`${at}.operator`, value, "the value must be empty when `operator` is 'Exists'");
    if (effect !== '' && !EFFECTS.includes(effect)) yield notSupported(`${at}.effect`, effect, EFFECTS);
  }
}

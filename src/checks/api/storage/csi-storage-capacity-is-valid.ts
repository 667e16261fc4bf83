import { type CSIStorageCapacityProps } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { isNegative } from '../config/amount-of.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { bodyOf } from '../config/spec-of.ts';
import { invalid } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';

export const csiStorageCapacityIsValid: Rule = {
  id: 'csi-storage-capacity-is-valid',
  severity: 'error',
  why: 'the API server refuses a capacity of no class, at no place or of less than nothing',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-capacity/',
  kinds: ['storage.k8s.io/CSIStorageCapacity'],
  *check(subject) {
    const { storageClassName = '', nodeTopology, capacity } = bodyOf<CSIStorageCapacityProps>(subject);
    yield* labelSelectorFindings(nodeTopology ?? undefined, 'nodeTopology');
    yield* eachInvalid('storageClassName', storageClassName, dnsSubdomainErrors(storageClassName));
    if (capacity !== undefined && capacity !== null && isNegative(capacity)) yield invalid('capacity', capacity, 'must be greater than or equal to 0');
  },
};

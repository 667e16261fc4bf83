import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { claimTemplateIsValid } from './claim-template-is-valid.ts';

const SPEC = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const SOURCE = { kind: 'PersistentVolumeClaim', name: 'old' };
const set = (...specs: readonly object[]) => object('apps/v1', 'StatefulSet', 'db', { spec: { volumeClaimTemplates: specs.map((spec, index) => ({ metadata: { name: `data-${index}` }, spec })) } });
const at = (index: number, field: string) => `spec.volumeClaimTemplates[${index}].spec${field}`;

describeRule(claimTemplateIsValid, {
  accepts: { 'whole claims': set(SPEC, { ...SPEC, storageClassName: '', volumeMode: 'Block' }), 'a claim filled from another': set({ ...SPEC, dataSource: SOURCE }) },
  rejects: {
    'nothing in the second': [set(SPEC, {}), [at(1, '.accessModes'), at(1, '.resources["storage"]')]],
    'no size, and an unknown mode': [set({ ...SPEC, resources: { requests: { storage: '0' } }, volumeMode: 'Files' }), [at(0, '.resources["storage"]'), at(0, '.volumeMode')]],
    'a class that no class is named': [set({ ...SPEC, storageClassName: 'Fast_SSD' }), [at(0, '.storageClassName')]],
    'two sources': [set({ ...SPEC, dataSource: SOURCE, dataSourceRef: { ...SOURCE, name: 'other' } }), [at(0, '')]],
    'a selector without an operator': [set({ ...SPEC, selector: { matchExpressions: [{ key: 'a' }] } }), [at(0, '.selector.matchExpressions[0].operator')]],
  },
});

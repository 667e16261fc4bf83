import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { storageClassParametersFit } from './storage-class-parameters-fit.ts';

const storageClass = (fields: object) => object('storage.k8s.io/v1', 'StorageClass', 'fast', { ...fields });
const attributesClass = (fields: object) => object('storage.k8s.io/v1', 'VolumeAttributesClass', 'fast', { ...fields });

describeRule(storageClassParametersFit, {
  accepts: {
    'none': storageClass({}),
    'some': attributesClass({ parameters: { iops: '3000' } }),
  },
  rejects: {
    'no key': [storageClass({ parameters: { '': 'x' } }), ['parameters']],
    'none of attributes': [attributesClass({ parameters: {} }), ['parameters']],
    'more than 256 KiB': [storageClass({ parameters: { a: 'x'.repeat(256 * 1024) } }), ['parameters']],
    'more than 512': [storageClass({ parameters: Object.fromEntries(Array.from({ length: 513 }, (_, index) => [`p${index}`, ''])) }), ['parameters']],
  },
});

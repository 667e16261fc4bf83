import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { dataFits } from './data-fits.ts';

const configMap = (fields: object) => object('v1', 'ConfigMap', 'settings', { ...fields });
const secret = (fields: object) => object('v1', 'Secret', 'credentials', { ...fields });

describeRule(dataFits, {
  accepts: {
    'a mebibyte': configMap({ data: { a: 'x'.repeat(1024 * 1024) } }),
    'a mebibyte of bytes': secret({ data: { a: Buffer.alloc(1024 * 1024).toString('base64') } }),
  },
  rejects: {
    'a byte more, in two': [configMap({ data: { a: 'x'.repeat(1024 * 1024) }, binaryData: { b: 'eA==' } }), ['data']],
    'two bytes a letter': [secret({ stringData: { a: 'é'.repeat(600_000) } }), ['data']],
  },
});

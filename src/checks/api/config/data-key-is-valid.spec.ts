import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { dataKeyIsValid } from './data-key-is-valid.ts';

const configMap = (fields: object) => object('v1', 'ConfigMap', 'settings', { ...fields });
const secret = (fields: object) => object('v1', 'Secret', 'credentials', { ...fields });

describeRule(dataKeyIsValid, {
  accepts: {
    'names of files': configMap({ data: { 'app.yaml': '', _a: '', '.hidden': '' }, binaryData: { b: '' } }),
    'text over data': secret({ data: { a: '' }, stringData: { a: '' } }),
  },
  rejects: {
    'folders': [configMap({ data: { '.': '', '..a': '' } }), ['data["."]', 'data["..a"]']],
    'a slash, in bytes': [configMap({ binaryData: { 'a/b': '' } }), ['binaryData["a/b"]']],
    'as text and as bytes': [configMap({ data: { a: '' }, binaryData: { a: '' } }), ['data["a"]']],
    'a blank, in text': [secret({ stringData: { 'a b': '' } }), ['data["a b"]']],
    'one too long, and empty': [secret({ data: { ['a'.repeat(254)]: '', '': '' } }), [`data["${'a'.repeat(254)}"]`, 'data[""]']],
  },
});

import { type ConfigMapProps } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { tooLong } from '../field-error.ts';
import { byteLength } from '../syntax/length.ts';
import { entriesOf } from './items-of.ts';
import { secretDataOf } from './secret-data-of.ts';
import { bodyOf } from './spec-of.ts';

export const dataFits: Rule = {
  id: 'data-fits',
  severity: 'error',
  why: 'the API server refuses a ConfigMap or Secret of more than 1 MiB',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-data-size',
  kinds: ['/ConfigMap', '/Secret'],
  keys: ['data', 'binaryData', 'stringData'],
  *check(subject) {
    let size = 0;
    if (subject.kind === '/Secret') {
      for (const bytes of secretDataOf(subject).values()) size += bytes.length;
    } else {
      const { data, binaryData } = bodyOf<ConfigMapProps>(subject);
      for (const [, text] of entriesOf(data)) size += byteLength(text ?? '');
      for (const [, base64] of entriesOf(binaryData)) size += Buffer.from(base64 ?? '', 'base64').length;
    }
    if (size > MOST) yield tooLong('data', MOST);
  },
};

const MOST = 1024 * 1024;

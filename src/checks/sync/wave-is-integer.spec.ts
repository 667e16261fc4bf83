import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, inWave } from '../test-support/manifests.ts';
import { waveIsInteger } from './wave-is-integer.ts';

const WAVE = 'argocd.argoproj.io/sync-wave';
const as = (wave: unknown) => configMap('x', {}, { annotations: { [WAVE]: wave } });
const PATH = [`metadata.annotations["${WAVE}"]`];

describeRule(waveIsInteger, {
  accepts: { 'a wave': inWave(2, configMap('x')), 'a wave below zero': inWave(-5, configMap('x')), 'no wave': configMap('x') },
  rejects: {
    'a number': [as(2), PATH],
    'a fraction': [as('1.5'), PATH],
    'blanks': [as(' 1'), PATH],
    'words': [as('first'), PATH],
    'nothing': [as(''), PATH],
    'null': [as(null), PATH],
    'a list': [as([1]), PATH],
    'more than Argo CD can hold': [as('99999999999999999999'), PATH],
  },
});

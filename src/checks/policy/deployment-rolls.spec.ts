import { describeRule } from '../test-support/describe-rule.ts';
import { object, podSpec, service } from '../test-support/manifests.ts';
import { deploymentRolls } from './deployment-rolls.ts';

const LABELS = { app: 'web' };
const web = (type: string) => object('apps/v1', 'Deployment', 'web', { spec: { strategy: { type }, selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: podSpec() } } });

describeRule(deploymentRolls, {
  accepts: {
    'one that rolls': [web('RollingUpdate'), service({ selector: LABELS })],
    'a worker': web('Recreate'),
  },
  rejects: {
    'all at once behind a Service': [[web('Recreate'), service({ selector: LABELS })], ['spec.strategy.type']],
  },
});

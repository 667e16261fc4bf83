/** What the contenders are called, in tables and in the machine-readable file. */
export const NAME = {
  slipway: 'slipway',
  again: 'slipway, again',
  one: 'slipway, one changed',
  validate: 'slipway validate',
  diff: 'slipway diff',
  chart: 'cdk8s, a chart a file',
  folder: 'cdk8s, a folder a chart',
  cli: 'cdk8s synth',
  kustomize: 'kustomize',
  helm: 'helm',
  node: 'node',
} as const;

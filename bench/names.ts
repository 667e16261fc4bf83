/** What the contenders are called, in tables and in the machine-readable file. */
export const NAME = {
  slipway: 'slipway',
  again: 'slipway, again',
  one: 'slipway, one changed',
  chart: 'cdk8s, a chart a file',
  folder: 'cdk8s, a folder a chart',
  kustomize: 'kustomize',
  node: 'node',
} as const;

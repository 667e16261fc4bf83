import { run } from './cli/index.ts';
import { systems } from './systems/registry.ts';

/** The app that `slipway` and `cdk8s synth` run. */
export const app = run(systems);

import { run } from 'slipway/cli';
import { systems } from './systems/registry.ts';

/** The app that `slipway` and `cdk8s synth` run. */
export const app = run(systems);

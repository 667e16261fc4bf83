import { run } from './index.ts';

/** The app outside a project, where there is nothing to render: `slipway init`, `slipway --help`. */
export const app = run([]);

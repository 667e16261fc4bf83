import { type SystemDefinition } from 'slipway';

/** Every system that this repository renders. */
export const systems: readonly SystemDefinition[] = [];

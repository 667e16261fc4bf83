import { type SystemDefinition } from '../index.ts';
import { capakraken } from './capakraken/build.ts';

/** Every system this repository renders. */
export const systems: readonly SystemDefinition[] = [capakraken];

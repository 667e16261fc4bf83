import { type SystemDefinition } from '../index.ts';
import { capakraken } from './capakraken/build.ts';
import { cartrader } from './cartrader/build.ts';
import { couchannel } from './couchannel/build.ts';
import { tradepsykl } from './tradepsykl/build.ts';
import { tradepulse } from './tradepulse/build.ts';

/** Every system this repository renders. */
export const systems: readonly SystemDefinition[] = [capakraken, cartrader, couchannel, tradepsykl, tradepulse];

import { access } from './impact/access.ts';
import { capacity } from './impact/capacity.ts';
import { created } from './impact/created.ts';
import { dataAtRisk } from './impact/data-at-risk.ts';
import { held } from './impact/held.ts';
import { image } from './impact/image.ts';
import { immutableFieldChanges } from './impact/immutable-field-changes.ts';
import { inPlace } from './impact/in-place.ts';
import { metadataOnly } from './impact/metadata-only.ts';
import { noEffect } from './impact/no-effect.ts';
import { ordering } from './impact/ordering.ts';
import { pruned } from './impact/pruned.ts';
import { recreated } from './impact/recreated.ts';
import { refusedAsInvalid, refusedByApply, refusedInTransition } from './impact/refused.ts';
import { rollingRestart } from './impact/rolling-restart.ts';
import { scale } from './impact/scale.ts';
import { secretSource } from './impact/secret-source.ts';
import { traffic } from './impact/traffic.ts';
import { type ImpactRule } from './impact-rule.ts';

/** Everything a change can do, one rule for each. */
export const IMPACT_RULES: readonly ImpactRule[] = [
  noEffect, metadataOnly, created, inPlace, scale, rollingRestart, recreated, held, immutableFieldChanges, refusedInTransition, refusedAsInvalid, refusedByApply,
  pruned, dataAtRisk, traffic, access, secretSource, capacity, ordering, image,
];

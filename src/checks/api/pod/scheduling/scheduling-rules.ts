import { type Rule } from '../../../rule.ts';
import { deletionCostIsNumber } from './deletion-cost-is-number.ts';
import { gateNameIsValid } from './gate-name-is-valid.ts';
import { gatedPodHasNoNode } from './gated-pod-has-no-node.ts';
import { mirrorPodIsOfNode } from './mirror-pod-is-of-node.ts';
import { nodeAffinityIsValid } from './node-affinity-is-valid.ts';
import { nodeSelectorIsValid } from './node-selector-is-valid.ts';
import { podAffinityIsValid } from './pod-affinity-is-valid.ts';
import { podObjectNameIsValid } from './pod-object-name-is-valid.ts';
import { preemptionPolicyIsKnown } from './preemption-policy-is-known.ts';
import { priorityIsThatOfClass } from './priority-is-that-of-class.ts';
import { spreadConstraintIsUnique } from './spread-constraint-is-unique.ts';
import { spreadConstraintIsValid } from './spread-constraint-is-valid.ts';
import { tolerationIsValid } from './toleration-is-valid.ts';

/** What the API server refuses about where and when pods run, and by what names. */
export const SCHEDULING_RULES: readonly Rule[] = [
  deletionCostIsNumber,
  gateNameIsValid,
  gatedPodHasNoNode,
  mirrorPodIsOfNode,
  nodeAffinityIsValid,
  nodeSelectorIsValid,
  podAffinityIsValid,
  podObjectNameIsValid,
  preemptionPolicyIsKnown,
  priorityIsThatOfClass,
  spreadConstraintIsUnique,
  spreadConstraintIsValid,
  tolerationIsValid,
];

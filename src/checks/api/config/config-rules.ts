import { type Rule } from '../../rule.ts';
import { admissionBindingIsWhole } from './admission-binding-is-whole.ts';
import { admissionExpressionIsCel } from './admission-expression-is-cel.ts';
import { admissionExpressionIsJudged } from './admission-expression-is-judged.ts';
import { admissionMatchIsValid } from './admission-match-is-valid.ts';
import { admissionMutationIsWhole } from './admission-mutation-is-whole.ts';
import { admissionPolicyIsWhole } from './admission-policy-is-whole.ts';
import { admissionRuleIsWhole } from './admission-rule-is-whole.ts';
import { apiServiceIsValid } from './api-service-is-valid.ts';
import { customResourceColumnsAreValid } from './custom-resource-columns-are-valid.ts';
import { customResourceFieldIsSelectable } from './custom-resource-field-is-selectable.ts';
import { customResourceHasVersions } from './custom-resource-has-versions.ts';
import { customResourceIsNamed } from './custom-resource-is-named.ts';
import { dataFits } from './data-fits.ts';
import { dataKeyIsValid } from './data-key-is-valid.ts';
import { deviceClaimRefersToItsRequests } from './device-claim-refers-to-its-requests.ts';
import { deviceRequestIsValid } from './device-request-is-valid.ts';
import { flowRuleIsWhole } from './flow-rule-is-whole.ts';
import { flowSchemaIsValid } from './flow-schema-is-valid.ts';
import { leaseIsValid } from './lease-is-valid.ts';
import { matchConditionIsNamed } from './match-condition-is-named.ts';
import { namespaceFinalizerIsKnown } from './namespace-finalizer-is-known.ts';
import { priorityLevelIsValid } from './priority-level-is-valid.ts';
import { runtimeClassIsValid } from './runtime-class-is-valid.ts';
import { secretHasKeysOfItsType } from './secret-has-keys-of-its-type.ts';
import { structuralDefaultFits } from './structural-default-fits.ts';
import { structuralJunctorOnlyRestricts } from './structural-junctor-only-restricts.ts';
import { structuralKeywordIsSupported } from './structural-keyword-is-supported.ts';
import { structuralListIsKeyed } from './structural-list-is-keyed.ts';
import { structuralMetadataIsPlain } from './structural-metadata-is-plain.ts';
import { structuralPatternCompiles } from './structural-pattern-compiles.ts';
import { structuralRootFitsStatus } from './structural-root-fits-status.ts';
import { structuralRuleIsCel } from './structural-rule-is-cel.ts';
import { structuralRuleIsJudged } from './structural-rule-is-judged.ts';
import { structuralRuleIsWhole } from './structural-rule-is-whole.ts';
import { structuralSchemaIsReadable } from './structural-schema-is-readable.ts';
import { structuralTypeIsSet } from './structural-type-is-set.ts';
import { webhookIsAskedRightly } from './webhook-is-asked-rightly.ts';
import { webhookIsNamed } from './webhook-is-named.ts';
import { webhookIsReachable } from './webhook-is-reachable.ts';

/** What the API server wants of configuration, namespaces and what extends it. */
export const CONFIG_RULES: readonly Rule[] = [
  admissionBindingIsWhole,
  admissionExpressionIsCel,
  admissionExpressionIsJudged,
  admissionMatchIsValid,
  admissionMutationIsWhole,
  admissionPolicyIsWhole,
  admissionRuleIsWhole,
  apiServiceIsValid,
  customResourceColumnsAreValid,
  customResourceFieldIsSelectable,
  customResourceHasVersions,
  customResourceIsNamed,
  dataFits,
  dataKeyIsValid,
  deviceClaimRefersToItsRequests,
  deviceRequestIsValid,
  flowRuleIsWhole,
  flowSchemaIsValid,
  leaseIsValid,
  matchConditionIsNamed,
  namespaceFinalizerIsKnown,
  priorityLevelIsValid,
  runtimeClassIsValid,
  secretHasKeysOfItsType,
  structuralDefaultFits,
  structuralJunctorOnlyRestricts,
  structuralKeywordIsSupported,
  structuralListIsKeyed,
  structuralMetadataIsPlain,
  structuralPatternCompiles,
  structuralRootFitsStatus,
  structuralRuleIsCel,
  structuralRuleIsJudged,
  structuralRuleIsWhole,
  structuralSchemaIsReadable,
  structuralTypeIsSet,
  webhookIsAskedRightly,
  webhookIsNamed,
  webhookIsReachable,
];

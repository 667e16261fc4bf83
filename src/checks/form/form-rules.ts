import { type Rule } from '../rule.ts';
import { apiVersionIsServed } from './api-version-is-served.ts';
import { configTextIsReadable } from './config-text-is-readable.ts';
import { elementDefaultIsExplicit } from './element-default-is-explicit.ts';
import { listKeyIsUnique } from './list-key-is-unique.ts';
import { nameIsValid } from './name-is-valid.ts';
import { namespaceFitsScope } from './namespace-fits-scope.ts';
import { noClusterAssignedField } from './no-cluster-assigned-field.ts';
import { noEmptyValue } from './no-empty-value.ts';
import { noNull } from './no-null.ts';
import { noReplicasUnderAutoscaler } from './no-replicas-under-autoscaler.ts';
import { noSecretObject } from './no-secret-object.ts';
import { noServerMetadata } from './no-server-metadata.ts';
import { noStatus } from './no-status.ts';
import { noTrackingAnnotation } from './no-tracking-annotation.ts';
import { objectHasIdentity } from './object-has-identity.ts';
import { oneObjectPerFileName } from './one-object-per-file-name.ts';
import { oneObjectPerIdentity } from './one-object-per-identity.ts';
import { portHasProtocol } from './port-has-protocol.ts';
import { quantityIsCanonical } from './quantity-is-canonical.ts';
import { stringIsString } from './string-is-string.ts';

/** Rules of form: an object written as the API server answers with it, so that Argo CD sees no difference that is none. */
export const FORM_RULES: readonly Rule[] = [
  apiVersionIsServed,
  configTextIsReadable,
  elementDefaultIsExplicit,
  listKeyIsUnique,
  nameIsValid,
  namespaceFitsScope,
  noClusterAssignedField,
  noEmptyValue,
  noNull,
  noReplicasUnderAutoscaler,
  noSecretObject,
  noServerMetadata,
  noStatus,
  noTrackingAnnotation,
  objectHasIdentity,
  oneObjectPerFileName,
  oneObjectPerIdentity,
  portHasProtocol,
  quantityIsCanonical,
  stringIsString,
];

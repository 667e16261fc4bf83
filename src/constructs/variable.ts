/** Where an environment variable's value comes from; a plain string is the value itself. */
export type Variable = string | SecretVariable | FieldVariable;

/** A key of a Secret, by name; the value never passes through slipway. */
export interface SecretVariable {
  readonly secret: string;
  readonly key: string;
}

/** A field of the pod itself, such as `status.podIP`. */
export interface FieldVariable {
  readonly field: string;
}

/** Environment variables by name. */
export type Variables = Readonly<Record<string, Variable>>;

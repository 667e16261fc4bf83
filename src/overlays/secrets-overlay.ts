import { z } from 'zod';
import { fieldNotes, textField, withExample } from './field.ts';
import { secretReference } from './field-secret-reference.ts';

/** Which rotation of some secrets this is: another text has them fetched anew, and rolls what uses them. */
export const rotation = textField({
  what: 'the name of a rotation',
  allowed: 'up to 63 letters, digits, ".", "_" and "-"; in quotes where it looks like a number or a date',
  example: '"2026-11"',
  pattern: /^[A-Za-z0-9._-]{1,63}$/,
});

const path = textField({
  what: 'a path in the secret store',
  allowed: 'up to 512 characters without spaces and "#"',
  example: 'shop/payments',
  pattern: /^[^\s#\u0000-\u001f\u007f-\u009f]{1,512}$/,
});

const fieldName = textField({ what: 'a field as the program knows it', allowed: 'capital letters, digits and "_", a letter first', example: 'API_KEY', pattern: /^[A-Z][A-Z0-9_]{0,62}$/ });
/** By its words it is a name: a value that was pasted here by mistake has digits among its letters, or no end. */
const property = textField({
  what: 'a property of a bundle',
  allowed: 'words of letters, three digits after each at most, joined by "_", "-" or "."',
  example: 'api_key',
  pattern: /^(?=.{1,100}$)[A-Za-z]{1,24}[0-9]{0,3}([_.-][A-Za-z]{1,24}[0-9]{0,3})*$/,
});
fieldNotes.add(property, { example: 'api_key', allowed: 'the name of a property; never the secret itself', namesSecret: true });

/** A bundle of credentials in the store. Its values fit `credentialKeys`. */
export const credentialsOverlay = z.strictObject({
  path: path.describe('Where the bundle lies in the secret store.'),
  fieldMapping: z.record(fieldName, property).refine((fields) => Object.keys(fields).length > 0, { error: 'a bundle without fields is none' }).describe('Property of the bundle, by the name that the program knows it by.'),
});

/** Secrets by the variable that they become, and which rotation of them. Its values fit the props of ExternalSecrets. */
export const secretsOverlay = z.strictObject({
  keys: z.record(withExample(textField({ what: 'the name of an environment variable', allowed: 'letters, digits and "_", no digit first', example: 'API_TOKEN', pattern: /^[A-Za-z_][A-Za-z0-9_]{0,252}$/ }), 'API_TOKEN'), secretReference).describe('Where each value lies in the secret store.'),
  rotation: rotation.exactOptional().describe('Which rotation of the values this is. Without it: the Secret follows the store, and pods see a new value when they restart.'),
});

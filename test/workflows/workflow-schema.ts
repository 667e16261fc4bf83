import { z } from 'zod';

const text = z.string().min(1);
const variables = z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string());
const permissions = z.partialRecord(z.enum(['actions', 'contents', 'id-token', 'issues', 'packages', 'pull-requests']), z.enum(['read', 'write']));
const concurrency = z.strictObject({ group: text, 'cancel-in-progress': z.boolean() });
const id = z.string().regex(/^[a-z][a-z-]*$/);
const condition = z.string().regex(/^\$\{\{ .* \}\}$/);

const runStep = z.strictObject({ name: text, id: id.exactOptional(), if: condition.exactOptional(), env: variables.exactOptional(), run: text });
const usesStep = z.strictObject({ name: text.exactOptional(), id: id.exactOptional(), if: condition.exactOptional(), uses: text, with: z.record(id, z.union([z.string(), z.number(), z.boolean()])).exactOptional() });

const job = z.strictObject({
  needs: z.union([id, z.array(id).min(1)]).exactOptional(),
  if: condition.exactOptional(),
  'runs-on': text,
  'timeout-minutes': z.int().min(1).max(60),
  environment: text.exactOptional(),
  strategy: z.strictObject({ 'fail-fast': z.boolean(), matrix: z.record(id, text) }).exactOptional(),
  concurrency: concurrency.exactOptional(),
  permissions,
  outputs: z.record(id, text).exactOptional(),
  env: variables.exactOptional(),
  steps: z.array(z.union([runStep, usesStep])).min(1),
});

/** A job that is another workflow. */
const call = z.strictObject({
  needs: z.union([id, z.array(id).min(1)]).exactOptional(),
  if: condition.exactOptional(),
  permissions,
  uses: text,
  with: z.record(id, text).exactOptional(),
  secrets: z.literal('inherit').exactOptional(),
});

const described = { description: text, required: z.literal(true).exactOptional() };
const input = z.union([
  z.strictObject({ ...described, type: z.literal('string'), default: z.string().exactOptional() }),
  z.strictObject({ ...described, type: z.literal('choice'), options: z.array(text).min(1) }),
]);
const inputs = z.record(z.string().regex(/^[a-z][a-z_-]*$/), input);

/** A workflow as we write them: every key that is not named here is one that nobody thought about. */
export const workflowSchema = z.strictObject({
  name: text,
  'run-name': text.exactOptional(),
  on: z.strictObject({
    pull_request: z.null().exactOptional(),
    push: z.strictObject({ branches: z.array(text).exactOptional(), tags: z.array(text).exactOptional() }).exactOptional(),
    schedule: z.array(z.strictObject({ cron: text })).exactOptional(),
    workflow_run: z.strictObject({ workflows: z.array(text).min(1), types: z.tuple([z.literal('completed')]) }).exactOptional(),
    workflow_dispatch: z.union([z.null(), z.strictObject({ inputs })]).exactOptional(),
    workflow_call: z.strictObject({ inputs, secrets: z.record(id, z.strictObject({ description: text, required: z.boolean() })).exactOptional() }).exactOptional(),
  }),
  permissions,
  concurrency: concurrency.exactOptional(),
  defaults: z.strictObject({ run: z.strictObject({ shell: z.literal('bash') }) }),
  jobs: z.record(id, z.union([job, call])),
});

/** A composite action as we write them. */
export const actionSchema = z.strictObject({
  name: text,
  description: text,
  inputs: z.record(id, z.strictObject({ description: text, required: z.boolean().exactOptional(), default: z.string().exactOptional() })).exactOptional(),
  runs: z.strictObject({
    using: z.literal('composite'),
    steps: z.array(z.union([z.strictObject({ ...runStep.shape, shell: z.literal('bash') }), usesStep])).min(1),
  }),
});

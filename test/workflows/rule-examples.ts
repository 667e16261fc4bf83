import { parseWorkflow, type WorkflowFile } from './workflow-files.ts';

/** A workflow with one job, by what differs. */
function workflow({ on = 'push: { branches: [main] }', head = 'permissions: {}\nconcurrency: { group: main, cancel-in-progress: false }', job = '', rights = '{ contents: read }', timeout = 'timeout-minutes: 5', steps = '', runner = 'ubuntu-24.04', path = 'workflows/example.yaml' }: Readonly<Record<string, string>>): WorkflowFile {
  const steady = `name: example\non:\n  ${on}\n${head}\njobs:\n  example:\n    runs-on: ${runner}\n    ${timeout}\n    ${rights === '' ? '' : `permissions: ${rights}`}\n    ${job}\n    steps:\n`;
  return parseWorkflow(path, `${steady}${(steps === '' ? '- run: |\n    set -euo pipefail\n    true' : steps).replaceAll(/^/gm, '      ')}\n`);
}

/** A workflow whose one job is another workflow. */
const calling = (lines: string): WorkflowFile => parseWorkflow('workflows/example.yaml', `name: example\non: push\npermissions: {}\njobs:\n  example:\n    permissions: { contents: read }\n${lines.replaceAll(/^/gm, '    ')}\n`);
const script = (...lines: string[]): string => ['- run: |', '    set -euo pipefail', ...lines.map((line) => `    ${line}`)].join('\n');
const CHECKOUT = 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2';
const KEYS = '- uses: ./.github/actions/keys\n  with:\n    gitops-key: "${{ secrets.GITOPS_DEPLOY_KEY }}"';
const UPLOAD = 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2';

/** One workflow that a rule accepts, and one that it rejects. */
export const EXAMPLES: Readonly<Record<string, { readonly accepts: WorkflowFile; readonly rejects: WorkflowFile }>> = {
  'no-expression-in-run': { accepts: workflow({ steps: `- env: { TITLE: "\${{ github.event.pull_request.title }}" }\n  run: |\n    set -euo pipefail\n    echo "$TITLE"` }), rejects: workflow({ steps: script('echo "${{ github.event.pull_request.title }}"') }) },
  'no-eval': { accepts: workflow({ steps: script('echo "$TITLE"') }), rejects: workflow({ steps: script('eval "$TITLE"') }) },
  'strict-bash': { accepts: workflow({}), rejects: workflow({ steps: '- run: make' }) },
  'pinned-actions': { accepts: workflow({ steps: `- uses: ${CHECKOUT}` }), rejects: workflow({ steps: '- uses: actions/checkout@v4' }) },
  'no-rights-by-default': { accepts: workflow({}), rejects: workflow({ head: 'permissions: write-all', rights: '' }) },
  'least-rights': { accepts: workflow({}), rejects: workflow({ rights: '{ contents: write }' }) },
  timeouts: { accepts: workflow({}), rejects: workflow({ timeout: '' }) },
  concurrency: { accepts: workflow({ head: 'permissions: {}', job: 'concurrency: { group: one, cancel-in-progress: true }' }), rejects: workflow({ head: 'permissions: {}' }) },
  'fixed-runner': { accepts: workflow({}), rejects: workflow({ runner: 'ubuntu-latest' }) },
  'credentials-are-not-kept': { accepts: workflow({ steps: `- uses: ${CHECKOUT}\n  with: { persist-credentials: false }` }), rejects: workflow({ steps: `- uses: ${CHECKOUT}` }) },
  'no-pull-request-target': { accepts: workflow({ on: 'pull_request:' }), rejects: workflow({ on: 'pull_request_target:' }) },
  'nothing-secret-in-a-pull-request': { accepts: workflow({ on: 'pull_request:' }), rejects: workflow({ on: 'pull_request:', steps: '- run: make\n  env: { KEY: "${{ secrets.KEY }}" }' }) },
  'nothing-run-after-a-pull-request': { accepts: workflow({ on: 'workflow_run: { workflows: [pr], types: [completed] }' }), rejects: workflow({ on: 'workflow_run: { workflows: [pr], types: [completed] }', steps: `- uses: ${CHECKOUT}` }) },
  'secrets-reach-one-step': { accepts: workflow({ job: 'environment: gitops', steps: '- run: make\n  env: { KEY: "${{ secrets.KEY }}" }\n- run: make' }), rejects: workflow({ job: 'env: { KEY: "${{ secrets.KEY }}" }', steps: '- run: make\n- run: make' }) },
  'secrets-of-an-environment': { accepts: workflow({ job: 'environment: gitops', steps: '- run: make\n  env: { KEY: "${{ secrets.KEY }}" }' }), rejects: workflow({ steps: '- run: make\n  env: { KEY: "${{ secrets.KEY }}" }' }) },
  'secrets-stay-here': { accepts: calling('uses: ./.github/workflows/publish.yaml\nsecrets: inherit'), rejects: calling('uses: acme/other/.github/workflows/publish.yaml@main\nsecrets: inherit') },
  'identity-for-argocd-alone': { accepts: workflow({ rights: '{ id-token: write }', steps: '- uses: ./.github/actions/argocd-token' }), rejects: workflow({ rights: '{ id-token: write }' }) },
  'no-cache': { accepts: workflow({ steps: '- uses: actions/setup-node@1\n  with: { node-version: 20 }' }), rejects: workflow({ steps: '- uses: actions/setup-node@1\n  with: { node-version: 20, cache: npm }' }) },
  'no-package-scripts': { accepts: workflow({ steps: script('npm ci --ignore-scripts') }), rejects: workflow({ steps: script('npm ci') }) },
  'values-cannot-be-options': { accepts: workflow({ steps: script('node bin/slipway verify --env="$ENVIRONMENT" -- "$SYSTEM"') }), rejects: workflow({ steps: script('node bin/slipway verify "$SYSTEM" --env "$ENVIRONMENT"') }) },
  'commands-have-their-keys': { accepts: workflow({ job: 'environment: gitops', steps: `${KEYS}\n    evidence-key: "\${{ secrets.EVIDENCE_KEY }}"\n${script('node bin/slipway attest --check=e2e -- "$SYSTEM"')}` }), rejects: workflow({ job: 'environment: gitops', steps: `${KEYS}\n${script('node bin/slipway attest --check=e2e -- "$SYSTEM"')}` }) },
  'artifacts-end': { accepts: workflow({ steps: `- uses: ${UPLOAD}\n  with: { retention-days: 3 }` }), rejects: workflow({ steps: `- uses: ${UPLOAD}` }) },
};

/** Address of the run of a workflow, where evidence can be looked up: as told, else as the forge tells it; empty where nobody does. */
export function runAddress(env: Readonly<Record<string, string | undefined>>): string {
  const { SLIPWAY_RUN: told, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: attempt = '1', CI_JOB_URL: job } = env;
  const address = told ?? (server !== undefined && repository !== undefined && run !== undefined ? `${server}/${repository}/actions/runs/${run}/attempts/${attempt}` : (job ?? ''));
  return /^https?:\/\/[!-~]{1,1900}$/.test(address) && !/^https?:\/\/[^/?#]*@/.test(address) ? address : '';
}

/** Reasons that several judges are answered with. */
export const REASON = {
  pull: 'every image is named by its digest, so that another pull gets the same bytes; `Always` makes each start of a pod depend on the registry',
  priority: 'priority is for what must push others away; without one, what matters most would be nothing in particular',
  replicas: 'a development environment runs one of each; where a release goes, it is two or more',
  operator: 'the pods are made by an operator or by Argo Rollouts, which this judge does not know; our own rule counts them',
  group: 'stores keep the user that their images are built for, since the files on their volumes belong to it; it is not root, and the mesh and the policies bound it',
  node: 'which nodes a workload may stand on is for the environment to say, by its node pools',
  generates: 'it writes objects instead of judging them; slipway renders them itself',
} as const;

/** A change that breaks an invariant, as who reads about it wants to see it. */
export interface InvariantExample {
  /** The lines of the manifests that change, `-` before and `+` after. */
  readonly change: string;
  /** What is told of it, from the opening of the story to its end. */
  readonly story: readonly string[];
  /** What to do instead, as sentences. */
  readonly instead: string;
}

const FIRST = 'the release comes to an empty cluster';
const OVER = 'the release comes over the one that serves';

/** Examples of the invariants of which the name alone says too little, by id. */
export const INVARIANT_EXAMPLES: Readonly<Record<string, InvariantExample>> = {
  'app-keeps-serving': {
    change: `  kind: Deployment
  metadata: { name: web }
  spec:
    strategy: { type: Recreate }
    template:
      spec:
        containers:
          - name: web
-           image: registry.example/web@sha256:1111
+           image: registry.example/web@sha256:2222`,
    story: [OVER, 'the pods of Deployment web stop before the new ones have started: Service web leads nowhere until they have, and for good where they fail'],
    instead:
      'Let it roll, with maxUnavailable 0. The same is told where as many pods may be unavailable as there are, of a program in a StatefulSet of one pod, and of replicas 0. Nothing is asked of what no Service leads to, of pods that hold a ReadWriteOnce claim, nor of a data store of one pod: these cannot do otherwise. What must never run twice, and is served all the same, is waived with that reason.',
  },
  'edges-stay-open': {
    change: `  kind: NetworkPolicy
  metadata: { name: web-to-db-egress, annotations: { argocd.argoproj.io/sync-wave: "-5" } }
  spec: ...
    egress:
      - to: ...
-       ports: [{ port: 5432 }]
+       ports: [{ port: 5433 }]`,
    story: [OVER, 'from pods of Deployment web the way to StatefulSet db on port 5432 is closed'],
    instead:
      'A way that pods use which serve stays open until the new ones do: open the new way beside the old one, in a policy of its own in the first wave, and let what narrows, NetworkPolicies as well as rules of a mesh, come in the last one. The variables and policies of a release tell which ways its pods use.',
  },
  'gates-end': {
    change: `+ kind: HorizontalPodAutoscaler
+ metadata: { name: web, annotations: { argocd.argoproj.io/sync-wave: "2" } }
- kind: NetworkPolicy
- metadata: { name: web-to-db-egress }`,
    story: [OVER, 'HorizontalPodAutoscaler web has no metrics in its first minute, and fails the sync: NetworkPolicy web-to-db-egress leaves in a wave after it'],
    instead:
      'The last wave is not waited for, unless something is pruned after it or a hook is beside it. Put autoscalers, Ingresses, routes and load balancers there, and let what leaves leave in a release of its own when one of them is new. What is suspended (a CronJob with suspend, a paused Deployment or Rollout, a database that hibernates or whose operator is told to leave it) holds up whatever comes after it for as long as it is.',
  },
  'migrated-before-app': {
    change: `  kind: Job
  metadata:
    name: migrate
    annotations:
-     argocd.argoproj.io/sync-wave: "-1"
+     argocd.argoproj.io/sync-wave: "1"`,
    story: [FIRST, 'pods of Deployment web are started before Job migrate has succeeded'],
    instead:
      'Put the migrator into a lower wave than who reads the same Secret. A Job is a migrator by its label app.kubernetes.io/component or its name, where one has migrate, migrator, migration, schema or the name of a tool (flyway, liquibase, alembic) in it, or by its command (migrate, db:migrate, flyway, liquibase, alembic upgrade, atlas schema apply, prisma db push). Any other Job that changes the schema is told apart by app.kubernetes.io/component: migrate.',
  },
  'one-migrator': {
    change: `+ kind: Job
+ metadata: { name: migrate-again, labels: { app.kubernetes.io/component: migrate }, annotations: { argocd.argoproj.io/sync-wave: "-1" } }`,
    story: [FIRST, 'Job migrate and Job migrate-again run at the same time'],
    instead:
      'Give the migrator one fixed name, and make it a Sync hook with the delete policy BeforeHookCreation; a second one goes into a wave of its own. Two migrators change one schema where their app.kubernetes.io/component is the same, or, where neither has one, where both read one key of one Secret. What a migrator is says [migrated-before-app](migrated-before-app.md).',
  },
  'permissions-stay': {
    change: `  kind: Role
  metadata: { name: web, annotations: { argocd.argoproj.io/sync-wave: "-4" } }
  rules:
    - apiGroups: [""]
      resources: [configmaps]
-     verbs: [get, list]
+     verbs: [get]`,
    story: [OVER, 'Role web no longer lets pods of Deployment web, which serve, list configmaps'],
    instead: 'Keep the rule for one release more, narrow in a role of another name, or put the role into the last wave. Of roles that the cluster brings, as view and edit, nothing is known.',
  },
  'pods-can-restart': {
    change: `  kind: ConfigMap
  metadata: { name: files-aa }
  data:
-   nginx.conf: one
+   nginx.conf: two`,
    story: [OVER, 'ConfigMap files-aa holds what another release wrote; a pod of Deployment web that restarts reads it'],
    instead:
      'Give every change of content a name of its own, with a hash of it at the end: then the pods of the running release find what they were made for until the last of them has gone. What pods name must be there while they run, and hold every key that they ask for; what is no longer needed is pruned last.',
  },
  'routes-lead-to-services': {
    change: `  kind: Service
  metadata: { name: web, annotations: { argocd.argoproj.io/sync-wave: "0" } }
  spec:
    ports:
-     - port: 80
+     - port: 8080
  kind: Ingress
  metadata: { name: web, annotations: { argocd.argoproj.io/sync-wave: "2" } }
  spec: ...
-   service: { name: web, port: { number: 80 } }
+   service: { name: web, port: { number: 8080 } }`,
    story: [OVER, 'Ingress web leads to port 80 of Service web, which it does not have'],
    instead:
      'Let each step be a release of its own: the new port, or Service, beside the old one; then the route; then the old one goes. Asked of Ingress, HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, VirtualService and Rollout, of Services in the namespace of the system. A route that served must lead on at every moment, a new one once all is there, and a Rollout from the first.',
  },
  'services-select': {
    change: `  kind: Deployment
  metadata: { name: web }
  spec: ...
    ports:
-     - { name: http, containerPort: 3000 }
+     - { name: web, containerPort: 3000 }
  # unchanged
  kind: Service
  metadata: { name: web }
  spec:
    ports:
      - { port: 80, targetPort: http }`,
    story: [OVER, 'port 80 of Service web leads to port http, which no pod that serves has'],
    instead:
      'Keep the labels that a Service selects by and the names of the ports that it leads to; where the number changes, lead there by name: a name follows each pod, and a number does not. A port that the pods listen on without declaring it is not judged.',
  },
};

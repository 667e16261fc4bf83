import { JSON_READER } from './smoke-script.ts';

const API = `newline='
'

say() {
  printf 'restore drill: %s\\n' "$*"
}

now() {
  date +%s
}

# Asks the API server with curl's arguments; sets "status" (000: no answer) and "body".
ask() {
  answer=$(printf 'header = "Authorization: Bearer %s"\\n' "$(cat "$DRILL_TOKEN")" |
    curl -q --config - --silent --show-error --globoff --cacert "$DRILL_CA" --max-time 30 --max-filesize 1048576 \\
      --user-agent slipway-restore-drill --header 'Accept: application/json' --header 'Content-Type: application/json' \\
      --write-out "\${newline}%{http_code}" "$@") || answer="\${newline}000"
  status=\${answer##*"$newline"}
  body=\${answer%"$newline"*}
}

# Sets "reason" to the status and, where the API server gave one, its message.
explain() {
  read_json "$body" message
  case $served in *[![:print:]]*) served='(not printable)' ;; esac
  reason="status $status\${served:+: $served}"
}

# Removes the scratch cluster and waits until it is gone; what is not there is gone.
remove() {
  until_when=$(($(now) + DRILL_REMOVE))
  while :; do
    ask --request DELETE --data-raw '{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Foreground"}' "$DRILL_CLUSTERS/$DRILL_NAME"
    case $status in 404) return 0 ;; esac
    [ "$(now)" -lt "$until_when" ] || break
    sleep "$DRILL_PAUSE"
  done
  explain
  return 1
}
`;

const RESTORE = `
conclude() {
  printf '%s\\n' "$1" >"$DRILL_VERDICT"
  say "$1"
  exit 0
}

rm -f "$DRILL_VERDICT"
remove || conclude "failed: the scratch cluster of an earlier drill does not go away, $reason"
began=$(now)
ask --request POST --data-raw "$DRILL_CLUSTER" "$DRILL_CLUSTERS"
if [ "$status" != 201 ]; then
  explain
  conclude "failed: the scratch cluster $DRILL_NAME was not made, $reason"
fi
say "$DRILL_NAME is restored from the newest backup"
phase=
while [ $(($(now) - began)) -lt "$DRILL_RESTORE" ]; do
  sleep "$DRILL_PAUSE"
  ask "$DRILL_CLUSTERS/$DRILL_NAME"
  if [ "$status" != 200 ]; then
    explain
    served=$reason
  else
    read_json "$body" status.phase
  fi
  if [ "$served" != "$phase" ]; then
    phase=$served
    say "after $(($(now) - began)) s: \${phase:-no phase yet}"
  fi
  # The operator's word for it; it says so when every instance is ready.
  if [ "$status" = 200 ] && [ "$phase" = 'Cluster in healthy state' ]; then
    conclude restored
  fi
done
conclude "failed: not restored within $DRILL_RESTORE s, last: \${phase:-no phase}"
`;

const CHECK = `say() {
  printf 'restore drill: %s\\n' "$*"
}

conclude() {
  printf '%s\\n' "$1" >"$DRILL_VERDICT"
  say "$1"
  exit 0
}

# Sets "answer" to what the query yields; its values are never shown, they may be anybody's data.
query() {
  answer=$(psql --no-psqlrc --no-align --tuples-only --quiet --set ON_ERROR_STOP=1 --command "$1")
}

[ "$(cat "$DRILL_VERDICT")" = restored ] || exit 0
attempt=1
until query 'select true'; do
  [ "$attempt" -lt 12 ] || conclude 'failed: the restored database cannot be reached'
  attempt=$((attempt + 1))
  sleep "$DRILL_PAUSE"
done
number=0
for text in "$@"; do
  number=$((number + 1))
  query "$text" || conclude "failed: check $number of $# has an error"
  case $answer in
  t) say "check $number of $#: true" ;;
  f) conclude "failed: check $number of $# is false" ;;
  *) conclude "failed: check $number of $# answers neither true nor false" ;;
  esac
done
conclude "passed: $number of $# checks are true"
`;

const FINISH = `
verdict=$(cat "$DRILL_VERDICT") || verdict='failed: no verdict'
if ! remove; then
  say "the scratch cluster $DRILL_NAME does not go away, $reason"
  verdict="failed: the scratch cluster is left behind; before that: $verdict"
fi
say "$verdict"
case $verdict in passed:*) exit 0 ;; esac
exit 1
`;

/**
 * What a restore drill runs: three steps in one pod, one after the other, in POSIX sh. The first and
 * the last are curl alone, which talks to the Kubernetes API with the token of the pod's account; the
 * one between them is psql. Every value comes from the environment or the arguments; none is written
 * into the text. A step that fails writes so into the verdict, so that the last one always removes the
 * scratch cluster, and then says it loudly.
 *
 *     DRILL_CLUSTERS   URL of the clusters of the namespace
 *     DRILL_NAME       name of the scratch cluster
 *     DRILL_CLUSTER    the scratch cluster, as JSON
 *     DRILL_TOKEN      file of the account's token; the kubelet renews it
 *     DRILL_CA         file of the API server's authority
 *     DRILL_VERDICT    file that one step leaves for the next
 *     DRILL_RESTORE    seconds in which the backup must be restored
 *     DRILL_REMOVE     seconds in which a scratch cluster must be gone
 *     DRILL_PAUSE      seconds between two questions
 *
 * The kubelet replaces `$(NAME)` in arguments; the texts hold nothing that it would change.
 */
export const DRILL_STEPS = {
  /** Makes the scratch cluster from the newest backup and waits until it is healthy. */
  restore: `${JSON_READER}${API}${RESTORE}`,
  /** Asks the restored database; each argument is a query that must answer true. */
  check: CHECK,
  /** Removes the scratch cluster, and exits 0 when the drill passed, 1 when it did not. */
  finish: `${JSON_READER}${API}${FINISH}`,
} as const;

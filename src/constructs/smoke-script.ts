import { type Version } from './ready.ts';

/**
 * What the smoke test runs: POSIX sh and curl (7.84 or newer), nothing else. Every value comes from
 * the environment; none is written into the text.
 *
 *     SMOKE_URL        what to ask
 *     SMOKE_PROOF      header, json or none: how the answer tells its version
 *     SMOKE_FIELD      name of the header, or path into the JSON body
 *     SMOKE_VERSION    the version that must serve
 *     SMOKE_IN_A_ROW   right answers in a row that pass
 *     SMOKE_ATTEMPTS   questions after which it has failed
 *     SMOKE_PAUSE      seconds between two questions
 *     SMOKE_TIMEOUT    seconds to wait for one answer
 *
 * It exits 0 when the test passed and 1 when it failed, and its last line says why. The kubelet
 * replaces `$(NAME)` in arguments; the text holds nothing that it would change.
 */
export function smokeScript(by: Version['by']): string {
  return by === 'json' ? `${JSON_READER}${ASK}` : ASK;
}

/**
 * Defines `read_json`, which walks a document once and knows strings, so that a version inside of
 * another string, in a list or under another path never counts. A tool for JSON would be one more
 * program that the probe image must hold.
 */
export const JSON_READER = `blank=$(printf ' \\t\\r\\n.')
blank=\${blank%.}

# Sets "served" to the string at the dotted path $2 in the JSON document $1.
read_json() {
  rest=$1 stack= at= key= want=value served=
  while :; do
    rest=\${rest#"\${rest%%[!"$blank"]*}"}
    case $rest in
    '') return ;;
    '{'* | '['*)
      stack="$stack/$at"
      at="$at\${at:+.}$key"
      case $rest in '{'*) want=key ;; *) want=value key='[]' at="$at.[]" ;; esac
      rest=\${rest#?}
      ;;
    '}'* | ']'*)
      at=\${stack##*/}
      stack=\${stack%/*}
      case $at in *'.[]' | '[]') key='[]' want=value ;; *) key= want=key ;; esac
      rest=\${rest#?}
      ;;
    ,*)
      case $at in *'[]') want=value ;; *) want=key ;; esac
      rest=\${rest#?}
      ;;
    :*)
      want=value
      rest=\${rest#?}
      ;;
    '"'*)
      rest=\${rest#?}
      string=
      while :; do
        part=\${rest%%'"'*}
        case $rest in *'"'*) ;; *) return ;; esac
        rest=\${rest#*'"'}
        string=$string$part
        # An odd number of backslashes before the quote: it belongs to the string.
        slashes=\${part##*[!\\\\]}
        case $((\${#slashes} % 2)) in 0) break ;; esac
        string="$string\\""
      done
      if [ "$want" = key ]; then
        case $string in *[!A-Za-z0-9_-]* | '') key='?' ;; *) key=$string ;; esac
      elif [ "$at\${at:+.}$key" = "$2" ]; then
        served=$string
      fi
      ;;
    *)
      bare=\${rest%%[],:"{}[$blank"]*}
      [ -n "$bare" ] || return
      rest=\${rest#"$bare"}
      ;;
    esac
  done
}

`;

const ASK = `newline='
'

# Sets "problem" to why this answer is not right, or to nothing.
ask() {
  problem= served=
  answer=$(curl -q --silent --show-error --globoff --max-time "$SMOKE_TIMEOUT" --max-filesize 65536 \\
    --header 'Cache-Control: no-cache' --user-agent slipway-smoke \\
    --write-out "\${newline}%{http_code} %header{\${header}}" "$SMOKE_URL") || {
    problem="no answer, curl error $?"
    return
  }
  last=\${answer##*"$newline"}
  status=\${last%% *}
  case $status in
  2??) ;;
  *)
    problem="status $status"
    return
    ;;
  esac
  case $SMOKE_PROOF in
  none) return ;;
  header) served=\${last#* } ;;
  json) read_json "\${answer%"$newline"*}" "$SMOKE_FIELD" ;;
  esac
  if [ "$served" != "$SMOKE_VERSION" ]; then
    case $served in *[![:print:]]*) served='(not printable)' ;; esac
    problem="served version is \\"$served\\""
  fi
}

case $SMOKE_PROOF in
header)
  header=$SMOKE_FIELD
  expects=", header $SMOKE_FIELD: $SMOKE_VERSION"
  ;;
json)
  header=date
  expects=", JSON $SMOKE_FIELD: $SMOKE_VERSION"
  ;;
*)
  header=date
  expects=" (which release serves is proven by the finished rollout, not asked)"
  ;;
esac
printf 'smoke: GET %s must be ready %s times in a row%s\\n' "$SMOKE_URL" "$SMOKE_IN_A_ROW" "$expects"
attempt=0
row=0
while [ "$attempt" -lt "$SMOKE_ATTEMPTS" ]; do
  attempt=$((attempt + 1))
  ask
  if [ -n "$problem" ]; then
    row=0
    printf 'smoke: %s of %s: %.200s\\n' "$attempt" "$SMOKE_ATTEMPTS" "$problem"
  else
    row=$((row + 1))
    printf 'smoke: %s of %s: ready%s\\n' "$attempt" "$SMOKE_ATTEMPTS" "\${served:+, served version is \\"$served\\"}"
    if [ "$row" -ge "$SMOKE_IN_A_ROW" ]; then
      printf 'smoke: passed\\n'
      exit 0
    fi
  fi
  sleep "$SMOKE_PAUSE"
done
printf 'smoke: failed after %s attempts; last: %.200s\\n' "$SMOKE_ATTEMPTS" "\${problem:-too few right answers in a row}"
exit 1
`;

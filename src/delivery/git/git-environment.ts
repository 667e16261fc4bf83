/** The variables that a process of git is started with. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Variables that point git at another repository or file than the one it is told, or make it say
 * more than it should: a trace holds headers. Set inside hooks and by tools that call others.
 */
const LEFT_OUT = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_ALLOW_PROTOCOL',
  'GIT_ATTR_SOURCE',
  'GIT_AUTHOR_DATE',
  'GIT_AUTHOR_EMAIL',
  'GIT_AUTHOR_NAME',
  'GIT_COMMITTER_DATE',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CURL_VERBOSE',
  'GIT_DEFAULT_HASH',
  'GIT_DIR',
  'GIT_EDITOR',
  'GIT_EXTERNAL_DIFF',
  'GIT_GLOB_PATHSPECS',
  'GIT_GRAFT_FILE',
  'GIT_ICASE_PATHSPECS',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_LITERAL_PATHSPECS',
  'GIT_NAMESPACE',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PAGER',
  'GIT_PREFIX',
  'GIT_PROTOCOL_FROM_USER',
  'GIT_QUARANTINE_PATH',
  'GIT_REF_PARANOIA',
  'GIT_REPLACE_REF_BASE',
  'GIT_SEQUENCE_EDITOR',
  'GIT_SHALLOW_FILE',
  'GIT_TEMPLATE_DIR',
  'GIT_WORK_TREE',
]);

/**
 * The environment for git: the user's own, so that credential helpers, ssh keys, proxies and
 * signing keys work, without what would lead git elsewhere, and with nobody to ask.
 */
export function gitEnvironment(variables: Variables): Record<string, string> {
  const kept = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined && !LEFT_OUT.has(entry[0]) && !entry[0].startsWith('GIT_TRACE'));
  return {
    ...Object.fromEntries(kept),
    // Messages are shown, not read; one language makes reports comparable.
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    // What is missing is fetched by name, never one by one behind our back.
    GIT_NO_LAZY_FETCH: '1',
  };
}

/** How git may reach another repository. */
export type Protocol = 'https' | 'ssh' | 'file' | 'http' | 'git';

/**
 * Settings before every command: no hooks, no watcher, no housekeeping, no transport but the
 * named. They come after the user's own configuration and so override it.
 */
export function hardenedSettings(protocols: readonly Protocol[]): string[] {
  const settings = [
    'core.hooksPath=/dev/null',
    'core.fsmonitor=false',
    'gc.auto=0',
    'maintenance.auto=false',
    'advice.detachedHead=false',
    'fetch.recurseSubmodules=false',
    'fetch.writeCommitGraph=false',
    'push.recurseSubmodules=no',
    'push.followTags=false',
    'submodule.recurse=false',
    'color.ui=false',
    'protocol.allow=never',
    ...protocols.map((protocol) => `protocol.${protocol}.allow=always`),
  ];
  return settings.flatMap((setting) => ['-c', setting]);
}

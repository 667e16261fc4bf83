import { type Credential, formIn } from './credential.ts';
import { looksLikeSecret } from './credential-value.ts';

/**
 * The first credential that a text holds: in a form of its own, in base64, or as the value of a key that
 * names a secret in one of its lines, whatever language of configuration it is in.
 */
export function credentialInText(text: string): Credential | undefined {
  if (text.length < LEAST || CLEAN.has(text) || NAME.test(text)) return undefined;
  const found = formIn(text) ?? keyedIn(text) ?? inBase64(text);
  if (found === undefined && text.length <= LONGEST_KEPT) {
    if (CLEAN.size >= MOST_KEPT) CLEAN.clear();
    CLEAN.add(text);
  }
  return found;
}

/** Short texts that hold none: systems repeat theirs in every environment. What holds one is not kept. */
const CLEAN = new Set<string>();
const MOST_KEPT = 5_000;
const LONGEST_KEPT = 256;

/** What base64 stands for, undefined where it is no text: an image, a digest, random bytes. */
export function textOfBase64(text: string): string | undefined {
  const packed = /\s/.test(text.slice(0, MOST_LINE)) ? text.replace(/\s+/g, '') : text;
  if (packed.length < LEAST_BASE64 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(packed)) return undefined;
  // A glance, for what is long and no text.
  if (!PRINTABLE.test(Buffer.from(packed.slice(0, 64), 'base64').toString('latin1'))) return undefined;
  const plain = Buffer.from(packed, 'base64').toString('latin1');
  return PRINTABLE.test(plain) ? plain : undefined;
}

const LEAST = 8;
/** What most texts of a manifest are; every token has a longer part. */
const NAME = /^[A-Za-z]{0,15}\d{0,6}(?:[-./][A-Za-z]{0,15}\d{0,6}){0,12}$/;
const LEAST_BASE64 = 12;
const MOST_LINE = 4_096;
const PRINTABLE = /^[\t\n\r\x20-\x7e]+$/;

function inBase64(text: string): Credential | undefined {
  const plain = textOfBase64(text);
  if (plain === undefined) return undefined;
  const found = formIn(plain) ?? keyedIn(plain);
  return found === undefined ? undefined : { what: `${found.what.replace(/ in base64$/, '')} in base64`, length: text.length };
}

/** Lines such as `password = x`, `"password": "x"`, `--password=x` and `PGPASSWORD=x psql`. */
function keyedIn(text: string): Credential | undefined {
  if (!SECRET_KEY.test(text)) return undefined;
  for (const pattern of KEYED) {
    let tries = 0;
    for (const [, key, value] of text.matchAll(pattern)) {
      const bare = unquoted(value!);
      if (looksLikeSecret(key!, bare)) return { what: 'the value of a key that names a secret', length: bare.length };
      if (++tries === MOST_TRIES) break;
    }
  }
  return undefined;
}

function unquoted(value: string): string {
  const text = value.trim().replace(/[,;]$/, '');
  const quote = text[0];
  return text.length >= 2 && (quote === '"' || quote === "'") && text.endsWith(quote) ? text.slice(1, -1) : text;
}

const MOST_TRIES = 10_000;
const SECRET_KEY = /pass(?:word|wd|phrase|code)?["']?\s{0,16}[:=,]|(?:pwd|token|secrets?|credentials?|key|cookie)["']?\s{0,16}[:=,]|(?:pass(?:word|wd)?|secret|token|key)(?:>| \S)/i;

/** Key and value, as languages of configuration write them. Each quantifier has a bound. */
const KEYED: readonly RegExp[] = [
  // YAML, INI, TOML, properties, shell
  /^[ \t]{0,64}(?:export |set |- )?["']?([A-Za-z0-9_.-]{1,96})["']?[ \t]{0,16}(?:=|:|:=|=>)[ \t]{1,16}([^\n#]{1,512})$/gm,
  /^[ \t]{0,64}(?:export |set |- )?["']?([A-Za-z0-9_.-]{1,96})["']?=([^\n]{1,512})$/gm,
  // JSON
  /"([A-Za-z0-9_.-]{1,96})"\s{0,16}:\s{0,16}"([^"\n]{1,512})"/g,
  // An argument, a parameter of an address, a part of a connection string, a variable before a command
  /(?:^|[\s;:?&'",])(?:--?)?([A-Za-z_][A-Za-z0-9_.-]{1,64})=("[^"\n]{1,512}"|'[^'\n]{1,512}'|[^\s;&'",]{1,512})/g,
  /--([a-z][a-z0-9-]{1,64}) ("[^"\n]{1,512}"|'[^'\n]{1,512}'|[^\s;&'",-][^\s;&'",]{0,512})/g,
  // A call, such as define('KEY', 'value')
  /\(\s{0,4}["']([A-Za-z0-9_.-]{1,96})["']\s{0,4},\s{0,4}["']([^"'\n]{1,512})["']/g,
  // XML
  /<([A-Za-z][A-Za-z0-9_.-]{1,64})>([^<>\n]{1,512})<\//g,
];

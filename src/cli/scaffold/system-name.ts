import { UserError, quoted } from '../../kernel/problem.ts';

/** The name of a system and what it is called in code. */
export interface SystemName {
  /** A DNS label that starts with a letter: `price-feed`. */
  readonly name: string;
  /** Its constant in TypeScript: `priceFeed`. */
  readonly identifier: string;
}

/**
 * Services need a letter in front (RFC 1035), and what is derived from the name, such as
 * `<name>-<environment>`, must stay a DNS label of 63 characters.
 */
const NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** Words that no constant can be called, or that the files a system is made of use already. */
const TAKEN = new Set(
  (
    'abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do else enum eval export ' +
    'extends false finally for from function get if implements import in instanceof interface is let module namespace new null number of package ' +
    'private protected public require return set static string super switch symbol system systems this throw true try type typeof undefined var ' +
    'void while with yield z defineSystem hostWithinDomain overlay postgresOverlay quotaOverlay webWorkloadOverlay'
  ).split(' '),
);

/**
 * The name a user gave.
 *
 * @throws UserError when Kubernetes could not take what is named for it
 */
export function parseSystemName(text: string): SystemName {
  if (!NAME.test(text)) {
    const near = text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '').slice(0, 40).replace(/-+$/, '');
    throw new UserError({
      path: 'name',
      message: `${quoted(text)} cannot be a system's name`,
      allowed: 'up to 40 of a-z, 0-9 and "-", a letter first and no "-" last',
      ...(NAME.test(near) ? { fix: near } : {}),
    });
  }
  // The tree of constructs keeps its children by name, in an object that has such a key from the start.
  if (text in Object.prototype) {
    throw new UserError({ path: 'name', message: `${quoted(text)} cannot be a system's name: every object in JavaScript has something of that name`, allowed: 'any other name', fix: `${text}-system` });
  }
  const camel = text.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  // With the suffix it can be no keyword, and nothing that a system's files import ends in it.
  return { name: text, identifier: TAKEN.has(camel) ? `${camel}System` : camel };
}

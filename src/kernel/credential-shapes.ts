/** A form by which one sort of credential is known, wherever it stands. */
export interface CredentialShape {
  /** Such as `a GitHub token`. */
  readonly what: string;
  /** Patterns of which every match holds one: a cheap look at all shapes at once. */
  readonly mark: string;
  /** Global; its first group, where it has one, is the secret part. No quantifier in it is without a bound where another follows. */
  readonly shape: RegExp;
  /** A second look at what matched, where the pattern alone would take too much. */
  readonly holds?: (secret: string) => boolean;
}

/**
 * Forms that the makers of tokens and keys gave them so that they can be found.
 *
 * @see https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
 */
export const CREDENTIAL_SHAPES: readonly CredentialShape[] = [
  // Keys
  // With some of the key behind it, or cut off; a description tells of the first line alone, or with a stand-in.
  other('a private key', ['PRIVATE KEY'], /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?=(?:\\{1,4}[nrt]|[^A-Za-z0-9]){0,40}(?:$|[A-Za-z0-9+/]{16}|M[A-Z][A-Za-z0-9+/]{4}|(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID): ))/g),
  other('a private key', ['PuTTY-User-Key-File-'], /PuTTY-User-Key-File-[23]: /g),
  other('a static key of a VPN', ['OpenVPN Static[ ]key'], /-----BEGIN OpenVPN Static[ ]key V1-----/g),
  other('a private key in base64', ['LS0tLS1CRUdJTi'], /LS0tLS1CRUdJTi[A-Za-z0-9+/]{26,90}/g, (text) => /PRIVATE KEY|OpenVPN Static/.test(decoded(text))),
  token('an age key', ['AGE-SECRET-KEY-1'], 'AGE-SECRET-KEY-1[0-9A-Z]{50,}'),
  // Clouds
  token('an AWS access key', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], '(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])'),
  token('an AWS Bedrock key', ['ABSKQmVkcm9ja'], 'ABSKQmVkcm9ja[A-Za-z0-9+/]{60,}={0,2}'),
  token('a Google API key', ['AIza'], 'AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])'),
  token('a Google OAuth secret', ['GOCSPX-'], 'GOCSPX-[A-Za-z0-9_-]{24,}'),
  token('a Google OAuth token', ['ya29\\.'], 'ya29\\.[A-Za-z0-9_-]{30,}'),
  token('a Google refresh token', ['1//0'], '1//0[A-Za-z0-9_-]{40,}'),
  other('an Azure storage key', ['AccountKey='], /AccountKey=([A-Za-z0-9+/]{40,88}={0,2})/g),
  other('an Azure shared access key', ['SharedAccessKey='], /SharedAccessKey=([A-Za-z0-9+/]{40,88}={0,2})/g),
  other('a signed Azure address', ['[?&]sig='], /[?&]s(?:v|r|e|p|t|ig)=[^\s"']{0,400}&sig=([A-Za-z0-9%+/]{40,120})|[?&]sig=([A-Za-z0-9%+/]{40,120})[^\s"']{0,400}&s[vrept]=/g),
  other('an Azure client secret', ['8Q~', '7Q~'], /(?<![A-Za-z0-9_.~-])[A-Za-z0-9_.~-]{3}[78]Q~[A-Za-z0-9_.~-]{31,34}(?![A-Za-z0-9_.~-])/g),
  token('an Alibaba access key', ['LTAI'], 'LTAI[A-Za-z0-9]{16,26}(?![A-Za-z0-9])', (text) => /[0-9]/.test(text)),
  token('a Tencent key', ['AKID'], 'AKID[A-Za-z0-9]{32}(?![A-Za-z0-9])'),
  token('a Yandex key', ['AQVN', 'y0_'], '(?:AQVN[A-Za-z0-9_-]{35,}|y0_[A-Za-z0-9_-]{50,})'),
  token('a DigitalOcean token', ['do[opr]_v1_'], 'do[opr]_v1_[a-f0-9]{64}'),
  token('a Heroku key', ['HRKU-'], 'HRKU-[A-Za-z0-9_-]{36,}'),
  token('a Fly token', ['FlyV1 ', 'fm2_'], '(?:FlyV1 )?fm2_[A-Za-z0-9+/=_-]{60,}'),
  token('a Cloudflare key', ['v1\\.0-'], 'v1\\.0-[a-f0-9]{24}-[a-f0-9]{100,}'),
  token('a Tailscale key', ['tskey-'], 'tskey-(?:api|auth|client|scim|webhook)-[A-Za-z0-9]{8,}-[A-Za-z0-9]{16,}'),
  token('a Databricks token', ['dapi'], 'dapi[a-f0-9]{32}(?![a-f0-9])'),
  token('a PlanetScale password', ['pscale_'], 'pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,}'),
  token('a Supabase token', ['sbp_', 'sb_secret_'], '(?:sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{20,})'),
  token('a Pulumi token', ['pul-'], 'pul-[a-f0-9]{40}(?![a-f0-9])'),
  other('a Terraform token', ['\\.atlasv1\\.'], /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{50,}/g),
  token('a Netlify token', ['nfp_'], 'nfp_[A-Za-z0-9]{36,}'),
  // Code and packages
  token('a GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'], '(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{22,})'),
  token('a GitLab token', ['gl(?:pat|dt|rt|cbt|ptt|ft|soat|imt|agent|oas|ffct)-'], 'gl(?:pat|dt|rt|cbt|ptt|ft|soat|imt|agent|oas|ffct)-[A-Za-z0-9_.-]{20,}'),
  token('a GitLab runner token', ['GR1348941'], 'GR1348941[A-Za-z0-9_-]{20,}'),
  token('an npm token', ['npm_'], 'npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])'),
  token('a PyPI token', ['pypi-'], 'pypi-AgE[A-Za-z0-9_-]{50,}'),
  token('a RubyGems key', ['rubygems_'], 'rubygems_[a-f0-9]{48}'),
  token('a NuGet key', ['oy2'], 'oy2[a-z0-9]{43}(?![a-z0-9])'),
  token('a Docker Hub token', ['dckr_'], 'dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}'),
  token('an Artifactory key', ['AKCp'], 'AKCp[A-Za-z0-9]{60,}'),
  token('an Atlassian token', ['ATATT3', 'ATBB', 'ATCTT3'], '(?:AT(?:ATT|CTT)3[A-Za-z0-9_=-]{60,}|ATBB[A-Za-z0-9]{32})'),
  token('a Linear key', ['lin_api_'], 'lin_api_[A-Za-z0-9]{40}'),
  token('a Postman key', ['PMAK-'], 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}'),
  token('a SonarQube token', ['sqp_', 'squ_', 'sqa_'], 'sq[pua]_[a-f0-9]{40}'),
  token('a Buildkite token', ['bkua_'], 'bkua_[a-f0-9]{40}'),
  token('a CircleCI token', ['CCIPAT_', 'CCIPRJ_'], 'CCIP(?:AT|RJ)_[A-Za-z0-9]{20,}_[a-f0-9]{40}'),
  // Stores of secrets
  token('a Vault token', ['hv[sbr]\\.'], 'hv[sbr]\\.[A-Za-z0-9_-]{24,}'),
  token('a Doppler token', ['dp\\.(?:pt|st|ct|sa|scim|audit)\\.'], 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,}'),
  token('a 1Password token', ['ops_eyJ'], 'ops_eyJ[A-Za-z0-9+/=_-]{80,}'),
  // Talk
  token('a Slack token', ['xox[abeoprs]-', 'xapp-'], '(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-\\d-[A-Z0-9]{8,}-\\d{8,}-[a-f0-9]{32,})'),
  other('a Slack address that lets anybody post', ['hooks.slack.com/'], /hooks\.slack\.com\/(?:services|workflows|triggers)\/T?[A-Za-z0-9]{6,14}\/[A-Z0-9]{6,14}\/[A-Za-z0-9]{12,}/g),
  other('a Discord address that lets anybody post', ['/api/webhooks/'], /discord(?:app)?\.com\/api\/webhooks\/\d{16,20}\/[A-Za-z0-9_-]{50,}/g),
  other('a Teams address that lets anybody post', ['webhook.office.com/'], /webhook\.office\.com\/webhookb2\/[a-f0-9-]{36}@[a-f0-9-]{36}\/IncomingWebhook\/[a-f0-9]{32}/g),
  other('a Telegram token', ['\\d:AA'], /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/g),
  token('a Twilio key', ['SK[a-f0-9]{8}'], 'SK[a-f0-9]{32}(?![A-Za-z0-9])'),
  token('a SendGrid key', ['SG\\.'], 'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}'),
  token('a Mailgun key', ['key-[a-f0-9]{8}'], 'key-[a-f0-9]{32}(?![A-Za-z0-9])'),
  other('a Mailchimp key', ['[a-f0-9]-us\\d'], /(?<![A-Za-z0-9])[a-f0-9]{32}-us\d{1,2}(?![A-Za-z0-9])/g),
  token('a Brevo key', ['xkeysib-', 'xsmtpsib-'], 'x(?:key|smtp)sib-[a-f0-9]{64}-[A-Za-z0-9]{16}'),
  // Money
  token('a Stripe key', ['[rs]k_(?:live|test)_'], '[rs]k_(?:live|test)_[A-Za-z0-9]{16,}'),
  token('a webhook secret', ['whsec_'], 'whsec_[A-Za-z0-9+/=]{24,}'),
  token('a Square token', ['sq0', 'EAAA'], '(?:sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,43}|EAAA[A-Za-z0-9_-]{60})(?![A-Za-z0-9_-])'),
  token('a Shopify token', ['shp(?:at|ca|pa|ss)_'], 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}'),
  token('a PayPal or Braintree token', ['access_token\\$'], 'access_token\\$(?:production|sandbox)\\$[a-z0-9]{16}\\$[a-f0-9]{32}'),
  token('a Flutterwave key', ['FLWSECK'], 'FLWSECK(?:_TEST)?-[A-Za-z0-9]{12,}'),
  // Models
  token('an API key', ['sk-'], 'sk-(?:(?:ant|proj|svcacct|admin|or-v1)-[A-Za-z0-9_-]{32,}|[A-Za-z0-9]{32,})'),
  token('a Hugging Face token', ['hf_'], 'hf_[A-Za-z0-9]{34,}(?![A-Za-z0-9])'),
  token('a Groq key', ['gsk_'], 'gsk_[A-Za-z0-9]{48,}'),
  token('a Replicate token', ['r8_'], 'r8_[A-Za-z0-9]{37}(?![A-Za-z0-9])'),
  token('an xAI key', ['xai-'], 'xai-[A-Za-z0-9]{70,}'),
  token('a Perplexity key', ['pplx-'], 'pplx-[A-Za-z0-9]{40,}'),
  // Watching
  token('a Grafana token', ['glsa_', 'glc_'], '(?:glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}|glc_[A-Za-z0-9+/]{32,}={0,2})'),
  token('a New Relic key', ['NRAK-', 'NRII-'], '(?:NRAK-[A-Z0-9]{27}|NRII-[A-Za-z0-9_-]{32})'),
  token('a Sentry token', ['sntrys_', 'sntryu_'], '(?:sntrys_eyJ[A-Za-z0-9+/=_-]{60,}|sntryu_[a-f0-9]{64})'),
  token('a Dynatrace token', ['dt0[a-z]\\d'], 'dt0[a-z]\\d{2}\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}'),
  // Work
  token('a Notion token', ['ntn_\\d', 'secret_[A-Za-z0-9]{20}'], '(?:ntn_\\d{8,}[A-Za-z0-9]{30,}|secret_[A-Za-z0-9]{43}(?![A-Za-z0-9_-]))'),
  token('a Figma token', ['figd_'], 'figd_[A-Za-z0-9_-]{36,}'),
  token('an Airtable token', ['pat[A-Za-z0-9]{14}\\.'], 'pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}'),
  token('a Typeform token', ['tfp_'], 'tfp_[A-Za-z0-9_.=-]{40,}'),
  token('a Contentful token', ['CFPAT-'], 'CFPAT-[A-Za-z0-9_-]{43}'),
  // Whoever made it
  token('a JSON web token', ['eyJ'], 'eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*'),
  other('an address with a password', ['://[^\\s/]{0,513}@'], /(?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{0,31}:\/\/[^\s/:@"']{0,256}:([^\s/@"']{1,256})@/gi, isNoPlaceholder),
  other('a header with a password', ['[Bb]asic [A-Za-z0-9]'], /\b[Bb]asic ([A-Za-z0-9+/]{8,400}={0,2})/g, (text) => /^[\x21-\x7e]{0,128}:[\x21-\x7e]{2,200}$/.test(decoded(text))),
  other('a header with a token', ['[Bb]earer [A-Za-z0-9_.~+/-]{20}'], /\b[Bb]earer ([A-Za-z0-9_.~+/-]{20,2000}=*)/g, (text) => isNoPlaceholder(text) && /\d/.test(text) && /[A-Za-z]/.test(text) && !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(text)),
  other('a login of a registry', ['"auth"'], /"auth"\s{0,8}:\s{0,8}"([A-Za-z0-9+/]{6,400}={0,2})"/g, (text) => /^[\x20-\x7e]{1,128}:[\x21-\x7e]{1,400}$/.test(decoded(text))),
  other('a hashed password', ['\\$(?:apr1|2[abxy]|[156y])\\$', '\\{SHA\\}'], /(?:^|[\n\s"'|])[\w.@-]{1,64}:(\$apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$[156y]\$[./A-Za-z0-9$=]{20,200}|\{SHA\}[A-Za-z0-9+/]{27}=)/g),
  other('a login of .netrc', ['machine\\s{1,8}\\S{1,256}\\s{1,16}login'], /\bmachine\s{1,8}\S{1,256}\s{1,16}login\s{1,8}\S{1,256}\s{1,16}password\s{1,8}(\S{1,256})/g, isNoPlaceholder),
  other('a login of curl', ['curl\\s'], /\bcurl\s[^\n]{0,400}?\s(?:-u|--user)[ =]["']?[^\s:"'$]{1,128}:([^\s"'$]{2,256})/g, isNoPlaceholder),
  other('a password of a command line', ['sshpass\\s', 'redis-cli\\s', 'mysql[a-z]{0,5}\\s'], /\b(?:sshpass\s{1,4}-p\s?|redis-cli\s[^\n]{0,200}?-a\s{1,4}|mysql(?:dump|admin)?\s[^\n]{0,200}?\s-p)["']?([^\s"'$-][^\s"'$]{2,128})/g, isNoPlaceholder),
  other('a login of .pgpass', [':(?:\\d{1,5}|\\*):'], /^[a-z*][^\s:#]{0,256}:(?:\d{1,5}|\*):[^\s:]{1,64}:[^\s:]{1,64}:([^\s:]{4,128})$/gm, isNoPlaceholder),
  other('a login of docker', ['docker login'], /\b(?:docker|podman|helm registry|oras|crane auth) login\s[^\n]{0,200}?\s-p[ =]?["']?([^\s"'$-][^\s"'$]{3,256})/g, isNoPlaceholder),
  other('a password of Redis', ['(?:requirepass|masterauth)\\s', '\\bon\\s{1,4}>'], /^\s{0,16}(?:requirepass|masterauth)\s{1,8}["']?([^\s"'$]{4,256})|^\s{0,16}user\s{1,4}\S{1,64}\s{1,4}on\s[^\n]{0,200}?>([^\s$]{4,256})/gm, isNoPlaceholder),
  other('a header with a token', ['uthorization'], /\b[Aa]uthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:[Tt]oken|[Aa]pi-?[Kk]ey|[Kk]ey)\s{1,4}([A-Za-z0-9_.-]{20,512})/g, isNoPlaceholder),
  other('a secret of a second factor', ['otpauth://'], /otpauth:\/\/[th]otp\/[^\s"']{1,256}[?&]secret=([A-Z2-7]{16,128})/g),
];

/** Whether the text stands for a secret that somebody else fills in, and is none. */
export function isNoPlaceholder(text: string): boolean {
  return !PLACEHOLDER.test(text);
}

const PLACEHOLDER =
  /^[<[{%*.#_-]|[>}\]]$|^\$|\$\{|\$\(|\{\{|%[sdv]|\*{3}|\.{3}|\u2026|x{5}|(.)\1{7}|example|placeholder|redacted|change[-_]?(?:me|it|this)|replace[-_]?(?:me|with|this)|(?:^|[-_])your[-_]|insert[-_]|to[-_]be[-_]|dummy|^(?:null|none|nil|undefined|todo|tbd|fixme|n\/a|xxx+)$/i;

/** What base64 stands for, as far as it is text. */
export function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}

/** A token stands alone: no letter or digit goes before it. */
function token(what: string, marks: readonly string[], body: string, holds: (text: string) => boolean = () => true): CredentialShape {
  return { what, mark: `(?<![A-Za-z0-9])(?:${marks.join('|')})`, shape: new RegExp(`(?<![A-Za-z0-9])${body}`, 'g'), holds: (text) => !EXAMPLE_TOKEN.test(text) && holds(text) };
}

/** Tokens of documentation. */
const EXAMPLE_TOKEN = /example|placeholder|redacted|your[-_]|x{6}|(.)\1{9}/i;

function other(what: string, marks: readonly string[], shape: RegExp, holds?: (secret: string) => boolean): CredentialShape {
  const mark = marks.join('|');
  return holds === undefined ? { what, mark, shape } : { what, mark, shape, holds };
}

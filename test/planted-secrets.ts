/** Text of a sort that no one could guess, the same at every run. */
export class Letters {
  #state: number;

  constructor(seed: number) {
    this.#state = seed * 2_654_435_761 + 1;
  }

  of(alphabet: string, length: number): string {
    let text = '';
    while (text.length < length) {
      this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
      text += alphabet[Math.floor((this.#state / 2 ** 32) * alphabet.length)]!;
    }
    return text;
  }

  alnum(length: number): string {
    // A letter, a digit and a capital in any case, as such a token has.
    return `${this.of(LOWER, 1)}${this.of(DIGITS, 1)}${this.of(UPPER, 1)}${this.of(LOWER + UPPER + DIGITS, length - 3)}`;
  }

  hex(length: number): string {
    return this.of('0123456789abcdef', length);
  }

  upper(length: number): string {
    return this.of(UPPER, length);
  }

  base32(length: number): string {
    return this.of(`${UPPER}234567`, length);
  }

  digits(length: number): string {
    return this.of('123456789', length);
  }

  lower(length: number): string {
    return this.of(LOWER + DIGITS, length);
  }

  /** Base64 of random bytes, without what fills it up. */
  base64(length: number): string {
    return this.alnum(length - 2) + this.of('+/', 1) + this.of(UPPER, 1);
  }
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';

/** What a secret of some kind looks like where it stands, and the part that nobody may see. */
interface Plant {
  readonly text: string;
  readonly secret: string;
}

/** Put together from parts, so that no scanner takes this file for a leak. */
const whole = (...parts: readonly string[]): Plant => ({ text: parts.join(''), secret: parts.join('') });
const inText = (before: string, secret: string, after = ''): Plant => ({ text: `${before}${secret}${after}`, secret });
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const pem = (kind: string, r: Letters): string => ['-----BEGIN ', kind, 'PRIVATE', ' KEY-----\n', r.base64(64), '\n', r.base64(64), '\n-----END ', kind, 'PRIVATE', ' KEY-----\n'].join('');
const jwt = (r: Letters): string => [base64('{"alg":"RS256"}'), base64(`{"sub":"${r.lower(12)}"}`), r.alnum(43)].join('.').replace(/=/g, '');

/** Every kind of secret that must be found wherever it stands. */
export const KINDS: Readonly<Record<string, (r: Letters) => Plant>> = {
  'an RSA key': (r) => whole(pem('RSA ', r)),
  'an EC key': (r) => whole(pem('EC ', r)),
  'a PKCS 8 key': (r) => whole(pem('', r)),
  'an encrypted key': (r) => whole(pem('ENCRYPTED ', r)),
  'an OpenSSH key': (r) => whole(pem('OPENSSH ', r)),
  'a DSA key': (r) => whole(pem('DSA ', r)),
  'a PGP key': (r) => whole('-----BEGIN PGP PRIVATE', ' KEY BLOCK-----\n\n', r.base64(64), '\n-----END PGP PRIVATE', ' KEY BLOCK-----'),
  'a PuTTY key': (r) => whole('PuTTY-User-Key', '-File-3: ssh-ed25519\nEncryption: none\nComment: ', r.lower(8), '\nPrivate-Lines: 1\n', r.base64(44)),
  'a key between lines of a program': (r) => inText('tls:\n  cert: /etc/tls.crt\n  inline: |\n    ', pem('RSA ', r).replace(/\n/g, '\n    ')),
  'a key in JSON': (r) => inText('{"type":"service_account","private_key":"', pem('', r).replace(/\n/g, '\\n'), '"}'),
  'a key in base64': (r) => whole(base64(pem('RSA ', r))),
  'a key in base64 within a file': (r) => inText('users:\n- name: ci\n  user:\n    client-key-data: ', base64(pem('EC ', r)), '\n'),
  'a static key of OpenVPN': (r) => whole('-----BEGIN OpenVPN', ' Static key V1-----\n', r.hex(32), '\n-----END OpenVPN Static key V1-----'),
  'an age key': (r) => whole('AGE-SECRET', '-KEY-1', r.of(`${UPPER}${DIGITS}`, 58)),
  'a key of WireGuard': (r) => inText('[Interface]\nAddress = 10.0.0.1/24\nPrivateKey = ', `${r.base64(43)}=`, '\n'),
  'an AWS key': (r) => whole('AK', 'IA', r.base32(16)),
  'a temporary AWS key': (r) => whole('AS', 'IA', r.base32(16)),
  'an AWS secret key': (r) => inText('[default]\naws_secret_access_key = ', r.base64(40), '\n'),
  'an AWS session token': (r) => inText('export AWS_SESSION_TOKEN=', r.base64(180)),
  'a Google API key': (r) => whole('AI', 'za', r.alnum(35)),
  'a Google OAuth secret': (r) => whole('GOC', 'SPX-', r.alnum(28)),
  'a Google OAuth token': (r) => whole('ya', '29.', r.alnum(60)),
  'a Google refresh token': (r) => whole('1/', '/0', r.alnum(60)),
  'an Azure storage key': (r) => inText('DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=', `${r.base64(86)}==`, ';EndpointSuffix=core.windows.net'),
  'an Azure bus key': (r) => inText('Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=', `${r.base64(43)}=`),
  'an Azure signature': (r) => inText('https://shop.blob.core.windows.net/a?sv=2022-11-02&sp=r&sig=', `${r.alnum(43)}%3D`),
  'an Azure client secret': (r) => whole(r.alnum(3), '8Q', '~', r.alnum(34)),
  'an Alibaba key': (r) => whole('LT', 'AI', r.alnum(20)),
  'a Tencent key': (r) => whole('AK', 'ID', r.alnum(32)),
  'a Yandex key': (r) => whole('AQ', 'VN', r.alnum(36)),
  'a DigitalOcean token': (r) => whole('dop', '_v1_', r.hex(64)),
  'a Heroku key': (r) => whole('HR', 'KU-', r.alnum(58)),
  'a Cloudflare key': (r) => whole('v1', '.0-', r.hex(24), '-', r.hex(146)),
  'a Fly token': (r) => whole('fm', '2_', r.base64(90)),
  'a Tailscale key': (r) => whole('tskey', '-auth-', r.alnum(12), '-', r.alnum(24)),
  'a Databricks token': (r) => whole('da', 'pi', r.hex(32)),
  'a PlanetScale password': (r) => whole('pscale', '_pw_', r.alnum(43)),
  'a Supabase token': (r) => whole('sb', 'p_', r.hex(40)),
  'a Pulumi token': (r) => whole('pu', 'l-', r.hex(40)),
  'a Terraform token': (r) => whole(r.alnum(14), '.atlas', 'v1.', r.alnum(67)),
  'a Netlify token': (r) => whole('nf', 'p_', r.alnum(36)),
  'a GitHub token': (r) => whole('gh', 'p_', r.alnum(36)),
  'a GitHub application token': (r) => whole('gh', 's_', r.alnum(36)),
  'a fine-grained GitHub token': (r) => whole('github', '_pat_', r.alnum(22), '_', r.alnum(59)),
  'a GitLab token': (r) => whole('glp', 'at-', r.alnum(20)),
  'a GitLab deploy token': (r) => whole('gld', 't-', r.alnum(20)),
  'a GitLab runner token': (r) => whole('GR13', '48941', r.alnum(20)),
  'an npm token': (r) => whole('np', 'm_', r.alnum(36)),
  'an npmrc': (r) => inText('//registry.acme.example/:_authToken=', r.alnum(40), '\nalways-auth=true\n'),
  'a PyPI token': (r) => whole('py', 'pi-AgE', r.alnum(80)),
  'a RubyGems key': (r) => whole('ruby', 'gems_', r.hex(48)),
  'a NuGet key': (r) => whole('oy', '2', r.lower(43)),
  'a Docker Hub token': (r) => whole('dckr', '_pat_', r.alnum(27)),
  'an Artifactory key': (r) => whole('AK', 'Cp', r.alnum(69)),
  'an Atlassian token': (r) => whole('ATA', 'TT3', r.alnum(120)),
  'a Linear key': (r) => whole('lin', '_api_', r.alnum(40)),
  'a Postman key': (r) => whole('PM', 'AK-', r.hex(24), '-', r.hex(34)),
  'a SonarQube token': (r) => whole('sq', 'p_', r.hex(40)),
  'a Buildkite token': (r) => whole('bk', 'ua_', r.hex(40)),
  'a Vault token': (r) => whole('hv', 's.', r.alnum(90)),
  'a Doppler token': (r) => whole('dp.', 'pt.', r.alnum(43)),
  'a 1Password token': (r) => whole('op', 's_', 'eyJ', r.alnum(120)),
  'a Slack token': (r) => whole('xo', 'xb-', r.digits(12), '-', r.digits(12), '-', r.alnum(24)),
  'a Slack application token': (r) => whole('xa', 'pp-1-', r.upper(11), '-', r.digits(13), '-', r.hex(64)),
  'a Slack address': (r) => whole('https://hooks.slack', '.com/services/T', r.upper(8), '/B', r.upper(8), '/', r.alnum(24)),
  'a Discord address': (r) => whole('https://discord', '.com/api/webhooks/', r.digits(18), '/', r.alnum(68)),
  'a Telegram token': (r) => whole(r.digits(10), ':A', 'A', r.alnum(33)),
  'a Twilio key': (r) => whole('S', 'K', r.hex(32)),
  'a SendGrid key': (r) => whole('S', 'G.', r.alnum(22), '.', r.alnum(43)),
  'a Mailgun key': (r) => whole('ke', 'y-', r.hex(32)),
  'a Mailchimp key': (r) => whole(r.hex(32), '-u', 's12'),
  'a Brevo key': (r) => whole('xkey', 'sib-', r.hex(64), '-', r.alnum(16)),
  'a Stripe key': (r) => whole('sk', '_live_', r.alnum(24)),
  'a restricted Stripe key': (r) => whole('rk', '_live_', r.alnum(24)),
  'a webhook secret': (r) => whole('wh', 'sec_', r.alnum(32)),
  'a Square token': (r) => whole('sq0', 'atp-', r.alnum(22)),
  'a Shopify token': (r) => whole('shp', 'at_', r.hex(32)),
  'a Braintree token': (r) => whole('access_', 'token$production$', r.lower(16), '$', r.hex(32)),
  'an OpenAI key': (r) => whole('sk', '-proj-', r.alnum(48)),
  'an older OpenAI key': (r) => whole('s', 'k-', r.alnum(48)),
  'an Anthropic key': (r) => whole('sk', '-ant-api03-', r.alnum(93)),
  'a Hugging Face token': (r) => whole('h', 'f_', r.alnum(34)),
  'a Groq key': (r) => whole('gs', 'k_', r.alnum(52)),
  'a Replicate token': (r) => whole('r', '8_', r.alnum(37)),
  'a Grafana token': (r) => whole('gl', 'sa_', r.alnum(32), '_', r.hex(8)),
  'a New Relic key': (r) => whole('NR', 'AK-', r.upper(27)),
  'a Sentry token': (r) => whole('sntr', 'yu_', r.hex(64)),
  'a Dynatrace token': (r) => whole('dt0', 'c01.', r.upper(24), '.', r.upper(64)),
  'a Notion token': (r) => whole('nt', 'n_', r.digits(11), r.alnum(35)),
  'a Figma token': (r) => whole('fig', 'd_', r.alnum(40)),
  'an Airtable token': (r) => whole('p', 'at', r.alnum(14), '.', r.hex(64)),
  'a JSON web token': (r) => whole(jwt(r)),
  'a JSON web token in a header': (r) => inText('Authorization: Bearer ', jwt(r)),
  'a bearer token': (r) => inText('curl -H "Authorization: Bearer ', r.alnum(40), '" https://api.acme.example'),
  'a basic login': (r) => inText('proxy_set_header Authorization "Basic ', base64(`shop:${r.alnum(12)}`), '";'),
  'a Postgres address': (r) => inText('postgresql://shop:', r.alnum(14), '@postgres.acme.example:5432/shop?sslmode=require'),
  'a MySQL address': (r) => inText('mysql://root:', r.alnum(14), '@mysql/shop'),
  'a MongoDB address': (r) => inText('mongodb+srv://shop:', r.alnum(14), '@cluster0.acme.example/shop'),
  'a Redis address without a user': (r) => inText('redis://:', r.alnum(14), '@redis:6379/0'),
  'an AMQP address': (r) => inText('amqps://shop:', r.alnum(14), '@rabbit:5671/%2f'),
  'an address of git': (r) => inText('https://ci:', r.alnum(20), '@git.acme.example/shop.git'),
  'an older Sentry address': (r) => inText('https://', `${r.hex(32)}:${r.hex(32)}`, '@sentry.acme.example/4'),
  'a JDBC address': (r) => inText('jdbc:postgresql://postgres:5432/shop?user=shop&password=', r.alnum(14), '&ssl=true'),
  'an ADO.NET connection': (r) => inText('Server=db;Database=shop;User Id=sa;Password=', r.alnum(14), ';TrustServerCertificate=true'),
  'a libpq connection': (r) => inText('host=db port=5432 user=shop password=', r.alnum(14), ' dbname=shop'),
  'an htpasswd file': (r) => inText('admin:', `$apr1$${r.alnum(8)}$${r.alnum(22)}`, '\n'),
  'an htpasswd file with bcrypt': (r) => inText('# users\nadmin:', `$2y$10$${r.alnum(53)}`, '\n'),
  'a shadow file': (r) => inText('root:', `$6$${r.alnum(16)}$${r.alnum(86)}`, ':19000:0:99999:7:::'),
  'a .netrc': (r) => inText('machine git.acme.example login ci password ', r.alnum(16), '\n'),
  'a Docker login': (r) => inText('{"auths":{"registry.acme.example":{"auth":"', base64(`ci:${r.alnum(16)}`), '"}}}'),
  'a Docker login in base64': (r) => whole(base64(`{"auths":{"registry.acme.example":{"auth":"${base64(`ci:${r.alnum(16)}`)}"}}}`)),
  'a kubeconfig with a token': (r) => inText('apiVersion: v1\nkind: Config\nusers:\n  - name: ci\n    user:\n      token: ', r.alnum(48), '\n'),
  'a properties file': (r) => inText('spring.datasource.url=jdbc:postgresql://db/shop\nspring.datasource.password=', r.alnum(12), '\n'),
  'a TOML file': (r) => inText('[database]\nhost = "db"\npassword = "', `${r.alnum(10)}!`, '"\n'),
  'an INI file': (r) => inText('[smtp]\nuser = shop\npassword: ', r.alnum(10), '\n'),
  'a YAML file': (r) => inText('datasources:\n  - name: loki\n    secureJsonData:\n      basicAuthPassword: "', r.alnum(16), '"\n'),
  'a JSON file': (r) => inText('{"clientId":"shop","clientSecret":"', r.alnum(32), '"}'),
  'a .env file': (r) => inText('NODE_ENV=production\nSESSION_SECRET="', r.alnum(32), '"\nPORT=80\n'),
  'an XML file': (r) => inText('<server><id>nexus</id><username>ci</username><password>', r.alnum(14), '</password></server>'),
  'a script': (r) => inText('#!/bin/sh\nset -e\nPGPASSWORD=', r.alnum(14), ' psql -h db -U shop\n'),
  'an argument': (r) => inText('server --port=80 --admin-password=', r.alnum(14)),
  'an argument of its own': (r) => inText('server --port 80 --api-token ', r.alnum(24)),
  'a login of curl': (r) => inText('curl -sf -u admin:', r.alnum(12), ' https://api.acme.example/'),
  'a login of redis-cli': (r) => inText('redis-cli -h redis -a ', r.alnum(14), ' ping'),
  'a .pgpass': (r) => inText('db:5432:shop:shop:', r.alnum(14), '\n'),
  'a login of docker': (r) => inText('docker login -u ci -p ', r.alnum(20), ' registry.acme.example'),
  'a redis.conf': (r) => inText('maxmemory 1gb\nrequirepass ', r.alnum(14), '\n'),
  'an ACL of Redis': (r) => inText('user default on >', r.alnum(14), ' ~* +@all\n'),
  'a header of GitHub': (r) => inText('Authorization: token ', r.hex(40)),
  'a file of PHP': (r) => inText("define('DB_PASSWORD', '", r.alnum(12), "');"),
  'a cookie of Erlang': (r) => inText('RABBITMQ_ERLANG_COOKIE=', r.alnum(20), '\n'),
  'a key of PagerDuty': (r) => inText('routing_key: ', r.hex(32), '\n'),
  'a login of sshpass': (r) => inText('sshpass -p ', r.alnum(14), ' ssh host'),
  'a Laravel key': (r) => inText('APP_KEY=base64:', `${r.base64(43)}=`, '\n'),
  'a Datadog application key': (r) => inText('dd:\n  app_key: ', r.hex(40), '\n'),
  'a second factor': (r) => inText('otpauth://totp/acme:ci?issuer=acme&secret=', r.base32(32)),
  'a weak password of a file': () => inText('user: shop\npassword: ', ['let', 'me', 'in'].join(''), '\n'),
};

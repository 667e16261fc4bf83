import { Letters } from './planted-secrets.ts';

const r = new Letters(4711);
const png = `iVBORw0KGgoAAAANSUhEUgAA${r.base64(400)}`;
const certificate = ['-----BEGIN CERTIFICATE-----', r.base64(64), r.base64(64), '-----END CERTIFICATE-----', ''].join('\n');
const publicKey = ['-----BEGIN PUBLIC KEY-----', r.base64(64), '-----END PUBLIC KEY-----', ''].join('\n');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const uuid = (): string => [r.hex(8), r.hex(4), `4${r.hex(3)}`, `a${r.hex(3)}`, r.hex(12)].join('-');

/** Under each key, what a search for secrets must let by. */
const BY_KEY: Readonly<Record<string, readonly string[]>> = {
  image: [`ghcr.io/acme/shop@sha256:${r.hex(64)}`, `registry.acme.example:5000/shop/api:v1.2.3@sha256:${r.hex(64)}`, 'nginx:1.27.3-alpine', `sha256:${r.hex(64)}`, `sha512:${r.hex(128)}`],
  checksum: [r.hex(32), r.hex(40), r.hex(56), r.hex(64), r.hex(96), r.hex(128), `md5:${r.hex(32)}`, `crc32:${r.hex(8)}`],
  'checksum/secret': [r.hex(64), r.hex(40), r.lower(10)],
  'checksum/config': [r.hex(64), r.base64(44)],
  commit: [r.hex(40), r.hex(7), `sha-${r.hex(7)}`, `v1.2.3-4-g${r.hex(7)}`, `refs/heads/main@sha1:${r.hex(40)}`],
  integrity: [`sha384-${r.base64(64)}`, `sha512-${r.base64(86)}==`, `sha256-${r.base64(43)}=`, `h1:${r.base64(43)}=`],
  id: [uuid(), uuid(), uuid().toUpperCase(), `urn:uuid:${uuid()}`, `{${uuid()}}`, r.of('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 26), r.hex(24), r.lower(25), r.digits(18), `prod-${r.lower(8)}-${r.lower(5)}`],
  traceparent: [`00-${r.hex(32)}-${r.hex(16)}-01`, `${r.hex(32)}:${r.hex(16)}:0:1`],
  certificate: [certificate, certificate + certificate, base64(certificate), `# the chain\n${certificate}`],
  caBundle: [base64(certificate), base64(certificate + certificate)],
  'certificate-authority-data': [base64(certificate)],
  publicKey: [publicKey, base64(publicKey), `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${r.alnum(43)} ci@acme.example`, `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${r.base64(300)} deploy`, `ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY${r.base64(60)}= a`, `age1${r.lower(58)}`, '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQINBF\n-----END PGP PUBLIC KEY BLOCK-----', '-----BEGIN RSA PUBLIC KEY-----\nMIIBCgKCAQEA\n-----END RSA PUBLIC KEY-----', `minisign:RWQ${r.base64(52)}`],
  known_hosts: [`git.acme.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${r.alnum(43)}`, `|1|${r.base64(27)}=|${r.base64(27)}= ssh-rsa AAAAB3NzaC1yc2E${r.base64(200)}`],
  jwks: [`{"keys":[{"kty":"RSA","e":"AQAB","use":"sig","kid":"${r.alnum(24)}","n":"${r.alnum(342)}"}]}`, `{"kty":"EC","crv":"P-256","x":"${r.alnum(43)}","y":"${r.alnum(43)}"}`],
  icon: [png, `data:image/png;base64,${png}`, `data:image/svg+xml;base64,${base64('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h24v24H0z"/></svg>')}`, '/9j/4AAQSkZJRgABAQ', `R0lGODlhAQABAIAAAP${r.base64(40)}`, `data:font/woff2;base64,d09GMgABAAAA${r.base64(200)}`],
  DB_PASSWORD: ['', '${DB_PASSWORD}', '$(PGPASSWORD)', '{{ .Values.db.password }}', '<password>', '<your-password>', '********', 'CHANGEME', 'changeme', 'change-me', 'REPLACE_ME', 'placeholder', 'xxxxxxxx', '[REDACTED]', '/run/secrets/db-password', './secrets/db', 'vault:secret/data/shop#password', 'shop/postgres#password', 'ref+vault://shop/db#/password', 'op://shop/db/password', 'projects/acme/secrets/db/versions/1', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf', 'arn:aws:ssm:eu-central-1:123456789012:parameter/shop/db', 'true', 'false', 'none', 'null', '%s', 'your-password-here', 'example-password', '$DB_PASSWORD', 'file:///run/secrets/db'],
  API_TOKEN: ['${API_TOKEN}', '$API_TOKEN', '{{ env "API_TOKEN" }}', '<token>', 'https://sso.acme.example/oauth/token', 'insert-token-here', '...', 'ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]', 'dummy', 'TODO', 'to-be-filled'],
  secretName: ['web-tls', 'postgres-app', 'runtime-8c282465f7', 'letsencrypt-account-key', 'shop.acme.example-tls'],
  secretKeyRef: ['{"name":"runtime-8c282465f7","key":"SMTP_PASSWORD"}', 'password', 'SMTP_PASSWORD', 'client-secret'],
  TOKEN_TTL: ['3600', '5m', '24h0m0s'],
  TOKEN_URL: ['https://sso.acme.example/realms/shop/protocol/openid-connect/token', 'http://auth:8080/token?grant_type=client_credentials'],
  SECRET_STORE: ['vault', 'aws-secrets-manager', 'cluster-secret-store'],
  PASSWORD_POLICY: ['min=12,upper=1,digits=1', '^(?=.*[A-Z])(?=.*\\d).{12,}$'],
  KEY_FILE: ['/etc/tls/tls.key', '/var/run/secrets/kubernetes.io/serviceaccount/token', 'tls.key'],
  ACCESS_KEY_ID_FIELD: ['access_key_id', 'AWS_ACCESS_KEY_ID', `${'AK'}${'IA'}IOSFODNN7EXAMPLE`],
  url: ['https://shop.acme.example/api/ready', 'https://shop.acme.example:8443/a@b', 'postgresql://shop@postgres:5432/shop', 'postgresql://shop:$(PGPASSWORD)@postgres:5432/shop', 'postgresql://${USER}:${PASS}@db/shop', 'redis://:<password>@redis:6379', 'amqp://user:{{ .Password }}@rabbit', 'https://user:********@host.example', `https://${r.hex(32)}@o1.ingest.sentry.example/42`, 'ssh://git@git.acme.example/shop.git', 'git@github.example:acme/shop.git', 'mongodb://mongo-0.mongo:27017,mongo-1.mongo:27017/shop', 'jdbc:postgresql://postgres:5432/shop', 'http://prometheus-operated.monitoring:9090', `https://cdn.acme.example/assets/app.${r.hex(20)}.js?v=${r.hex(32)}`, 'oci://ghcr.io/acme/charts/shop', 'https://login.acme.example/callback?code=<code>&state=<state>', 's3://acme-backups/shop/base', 'mailto:ops@acme.example', 'https://www.google.example/maps/@52.5,13.4,15z'],
  header: ['Authorization: Bearer $TOKEN', 'Authorization: Bearer ${TOKEN}', 'Authorization: Bearer <token>', 'Authorization: Basic $(echo -n "$USER:$PASS" | base64)', 'WWW-Authenticate: Basic realm="acme"', 'Basic Authentication is needed', 'Bearer authentication-scheme-of-the-api-server'],
  query: ['sum(rate(http_requests_total{job="web",code=~"5.."}[5m])) / sum(rate(http_requests_total{job="web"}[5m]))', 'histogram_quantile(0.99, sum by (le) (rate(grpc_server_handling_seconds_bucket{grpc_method="GetToken"}[5m])))', 'increase(oauth_token_refresh_errors_total{reason="invalid_secret"}[1h]) > 0', 'label_replace(up, "key", "$1", "instance", "(.*):.*")', 'absent(vault_token_count{namespace="shop"})', '{namespace="shop"} |= "password" | json | token != ""', 'SELECT id, password_hash FROM users WHERE token = $1', 'kube_secret_info{secret="web-tls"} == 1'],
  script: [
    '#!/bin/sh\nset -eu\nPASSWORD="$(cat /run/secrets/db)"\nexport PGPASSWORD="$PASSWORD"\npsql -h "$HOST" -U shop\n',
    'TOKEN=$(cat /var/run/secrets/kubernetes.io/serviceaccount/token)\ncurl -H "Authorization: Bearer $TOKEN" https://kubernetes.default.svc/api\n',
    'curl -u "$USER:$PASS" https://api.acme.example/',
    'curl --fail --max-time 5 http://app:3000/api/ready',
    'if [ -z "${API_KEY:-}" ]; then echo "API_KEY is missing" >&2; exit 1; fi',
    'read -r -s -p "Password: " PASSWORD',
    'password = os.environ["DB_PASSWORD"]\ntoken = get_token()\nsecret = config.secret\n',
    'const token = req.headers.token;\nconst secret = process.env.SECRET;\nif (password === undefined) throw new Error("no password");\n',
    'mysql -h db -u shop -p"$MYSQL_PASSWORD" shop < dump.sql',
    'redis-cli -h redis -a "$REDIS_PASSWORD" ping',
    'pg_dump --no-password --format=custom shop | aws s3 cp - s3://acme-backups/shop',
    'openssl rand -base64 32 > /tmp/key',
    'kubectl create secret generic web --from-literal=password="$PASSWORD"',
    'vault kv get -field=password secret/shop/db',
    'sshpass -e ssh ci@host',
    'wget -qO- --header="X-Api-Key: ${KEY}" http://api/',
    'exec server --token-file=/run/secrets/token --private-key=/etc/tls/tls.key --password-file /run/pw',
  ],
  'nginx.conf': ['server {\n  ssl_certificate_key /etc/tls/tls.key;\n  auth_basic_user_file /etc/nginx/htpasswd;\n  proxy_set_header X-Token $http_x_token;\n  proxy_pass http://app:3000;\n}\n', 'location / { fastcgi_pass unix:/run/php.sock; }\n', 'map $http_authorization $token { default ""; "~Bearer (?<t>.+)" $t; }\n'],
  'config.yaml': ['auth:\n  type: token\n  secretRef:\n    name: web\n    key: password\n', 'tls:\n  key: /etc/tls/tls.key\n  passwordFile: /run/secrets/pw\n', 'password:\n  minLength: 12\n  policy: strong\n', 'oauth:\n  clientSecret: ${CLIENT_SECRET}\n  tokenUrl: https://sso.acme.example/token\n', 'secretKey: AUTH_SECRET\nremoteRef:\n  key: shop/runtime\n  property: AUTH_SECRET\n', 'password: ""\ntoken: null\nsecret: ~\n', 'rotation:\n  secret: weekly\n  token: 3600\n', 'session:\n  secret: {{ .Values.sessionSecret }}\n', 'existingSecret: web-credentials\nsecretKeys:\n  adminPasswordKey: postgres-password\n', 'token: web-token\nsecret: web-credentials\npassword: db-password\n'],
  'app.properties': ['spring.datasource.password=${DB_PASSWORD}\nspring.datasource.username=shop\n', 'server.ssl.key-store-password=@keystore.password@\n', 'jwt.token.validity=3600\nsecret.provider=vault\n', 'security.token=optional\n', 'kafka.ssl.key.password=\n'],
  'messages.json': ['{"password":"Passwort","forgotPassword":"Passwort vergessen?","token":"Token","login.password":"Enter your password"}', '{"errors":{"password":"is too short","secret":"is required"}}', '{"password":"Mot de passe"}'],
  'schema.json': ['{"properties":{"password":{"type":"string","format":"password"},"token":{"type":"string"}}}', '{"required":["password","token"],"writeOnly":true}', '{"type":"password","name":"secret"}'],
  'dashboard.json': [`{"uid":"${r.lower(14)}","title":"Tokens","panels":[{"id":1,"targets":[{"expr":"sum(rate(token_requests_total[5m]))","refId":"A"}]}]}`, `{"annotations":{"list":[{"builtIn":1,"datasource":{"type":"grafana","uid":"-- Grafana --"},"iconColor":"rgba(0, 211, 255, 1)"}]}}`, '{"templating":{"list":[{"name":"secret","query":"label_values(kube_secret_info, secret)"}]}}', `{"datasource":{"uid":"${uuid()}"},"legendFormat":"{{secret}} {{token}}"}`],
  'log.json': ['{"level":"info","msg":"token refreshed","token":"[REDACTED]"}', '{"password":"***"}'],
  labels: ['app.kubernetes.io/name=web,app.kubernetes.io/instance=web-production', 'tier in (frontend, backend)', `pod-template-hash=${r.lower(10)}`, `controller-revision-hash=web-${r.lower(10)}`],
  hash: [`$2b$10$${r.alnum(53)}`, `$argon2id$v=19$m=65536,t=3,p=4$${r.base64(22)}$${r.base64(43)}`, `pbkdf2_sha256$600000$${r.alnum(22)}$${r.base64(43)}=`, `{SSHA}${r.base64(32)}`],
  names: ['task-manager-with-a-very-long-name-indeed-and-more', 'risk-assessment-service-for-production-environments', 'disk-usage-warning-threshold-percentage-value', 'sk-learn', 'whsec', 'ghp', 'xoxo-love', 'hf_transfer', 'npm_config_cache', 'npm_lifecycle_event', 'glpat', 'AKIA', 'akia-service', 'eyJ', 'key-value-store', 'SG.', 'AIza', 'dapi', 'pat', 'skip-tls-verify'],
  settings: ['%(asctime)s %(levelname)s %(message)s', "'password', 'token', 'secret'", '["password", "token"]', 'routing_key: orders.created', 'requirepass ${REDIS_PASSWORD}', 'user default on nopass ~* +@all', 'db:5432:shop:shop:${PASSWORD}', 'docker login -u ci -p "$TOKEN" registry', 'Authorization: token ${TOKEN}', "define('DB_PASSWORD', getenv('DB_PASSWORD'));", 'app.key: /etc/app.key', 'host all all 0.0.0.0/0 scram-sha-256', 'a:1:b:c'],
  NEXT_PUBLIC_KEY_ID: [`phc_${r.alnum(43)}`, `pk_live_${r.alnum(24)}`],
  SORT_KEY: ['created_at', 'shop:v1:', 'uploads/images'],
  schedule: ['0 2 * * *', '*/5 * * * *', '@daily', 'TZ=Europe/Berlin 0 3 * * 1-5'],
  policy: ['{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["secretsmanager:GetSecretValue"],"Resource":"arn:aws:secretsmanager:*:123456789012:secret:shop/*"}]}', 'path "secret/data/shop/*" { capabilities = ["read"] }', 'arn:aws:iam::123456789012:role/shop-secrets', 'arn:aws:kms:eu-central-1:123456789012:key/' + uuid(), 'serviceAccount:shop@acme.iam.gserviceaccount.com', 'shop@acme-prod.iam.gserviceaccount.com', `/subscriptions/${uuid()}/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shop`],
  text: ['The password is read from the secret store.', 'Set PASSWORD to the password of the database, and TOKEN to the token of the API.', 'See https://docs.acme.example/tokens#password for how a token is made', 'password: the password of the user (required)', 'usage: server --password=<password> --token=TOKEN', 'Example: export API_KEY=your-api-key', 'BEGIN PRIVATE BETA', 'PRIVATE KEY goes here', `a PEM file, which begins with "-----BEGIN ${'PRIVATE'} KEY-----" on a line of its own`, `"private-key": "-----BEGIN ${'PRIVATE'} KEY-----\\n<private-key>\\n-----END ${'PRIVATE'} KEY-----\\n"`, `-----BEGIN RSA ${'PRIVATE'} KEY-----\n...\n-----END RSA ${'PRIVATE'} KEY-----`, `-----BEGIN ${'PRIVATE'} KEY-----\n{{ .Values.key }}\n-----END ${'PRIVATE'} KEY-----`, 'lorem ipsum dolor sit amet, consectetur adipiscing elit'],
  expression: ['self.spec.secretName != "" || has(self.spec.secretRef)', 'request.auth.claims.groups.exists(g, g == "admin")', '{{ template "slack.title" . }} {{ .CommonLabels.token }}', '^sk-[a-z]+$', 'eyJ[A-Za-z0-9_-]+\\.', '.data["tls.key"] | @base64d', 'metadata.annotations["vault.hashicorp.com/agent-inject-secret-db"]'],
  'vault.hashicorp.com/agent-inject-template-db': ['{{- with secret "database/creds/shop" -}}\nexport PASSWORD="{{ .Data.password }}"\n{{- end }}'],
  sealed: [`AgB${r.base64(300)}`],
  numbers: ['123456789012', '3.141592653589793', '1e100', '0x7fffffff', '2026-01-31T12:00:00Z', '10.0.0.0/8', '2001:db8::1', '00:1A:2B:3C:4D:5E', '+49 30 123456'],
};

/** Keys with values that are no secrets, though each looks like one to somebody. */
export const HARMLESS: readonly (readonly [key: string, text: string])[] = Object.entries(BY_KEY).flatMap(([key, texts]) => texts.map((text) => [key, text] as const));

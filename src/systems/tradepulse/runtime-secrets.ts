/** What the program reads at run time and must not lie in git, by variable; each a property under the given path. */
export const RUNTIME_SECRETS = (path: string): Record<string, string> => ({
  ALPHA_VANTAGE_API_KEY: `${path}/market-data#alpha-vantage`,
  IEX_CLOUD_API_KEY: `${path}/market-data#iex-cloud`,
  JWT_SECRET: `${path}/auth#jwt-secret`,
  OAUTH2_AUDIENCE: `${path}/oauth2#audience`,
  OAUTH2_CLIENT_SECRET: `${path}/oauth2#client-secret`,
  OAUTH2_ISSUER: `${path}/oauth2#issuer`,
  SECRET_KEY: `${path}/auth#secret-key`,
  SLACK_WEBHOOK_URL: `${path}/notifications#slack-webhook-url`,
  SMTP_HOST: `${path}/smtp#host`,
  SMTP_PASSWORD: `${path}/smtp#password`,
  SMTP_USER: `${path}/smtp#user`,
  TELEGRAM_BOT_TOKEN: `${path}/notifications#telegram-bot-token`,
});

/** What the program reads at run time and must not lie in git, by variable; each a property under the given path. */
export const RUNTIME_SECRETS = (path: string): Record<string, string> => ({
  AI_API_KEY: `${path}/ai#api-key`,
  ANONYMIZATION_KEY: `${path}/anonymization#key`,
  AUTH_SECRET: `${path}/auth#secret`,
  SMTP_HOST: `${path}/smtp#host`,
  SMTP_PASSWORD: `${path}/smtp#password`,
  SMTP_USER: `${path}/smtp#user`,
});

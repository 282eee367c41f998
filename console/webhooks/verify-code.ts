/** The lines that check a message, with the libraries of Standard Webhooks. The secret is read from the environment, not written down. */
export const VERIFY_CODE = {
  node: {
    name: "Node",
    install: "npm install standardwebhooks",
    code: (name: string) => `import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.${name});

// body: the request's text as it came. Throws when it is not from us.
const event = webhook.verify(body, request.headers);`,
  },
  python: {
    name: "Python",
    install: "pip install standardwebhooks",
    code: (name: string) => `import os
from standardwebhooks.webhooks import Webhook

webhook = Webhook(os.environ["${name}"])

# body: the request's text as it came. Raises when it is not from us.
event = webhook.verify(body, request.headers)`,
  },
} as const;

export type VerifyLanguage = keyof typeof VERIFY_CODE;

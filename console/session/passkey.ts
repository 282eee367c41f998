/** What this browser can do with passkeys. The server's options and answers are the JSON of the standard; the browser reads and writes it. */
type PasskeyJson = typeof PublicKeyCredential & {
  parseCreationOptionsFromJSON(json: object): PublicKeyCredentialCreationOptions;
  parseRequestOptionsFromJSON(json: object): PublicKeyCredentialRequestOptions;
};
const known = (): PasskeyJson | undefined =>
  "PublicKeyCredential" in globalThis && "parseRequestOptionsFromJSON" in PublicKeyCredential
    ? (PublicKeyCredential as PasskeyJson)
    : undefined;

/** Whether this browser knows passkeys at all. */
export const hasPasskeys = (): boolean => known() !== undefined;

/** Whether passkeys can be offered in the field for the address, beside what the browser fills in. */
export const hasPasskeyAutofill = async (): Promise<boolean> =>
  (await known()
    ?.isConditionalMediationAvailable?.()
    .catch(() => false)) ?? false;

const jsonOf = (credential: Credential | null): object => {
  if (!credential) throw new DOMException("No passkey was chosen.", "NotAllowedError");
  return (credential as PublicKeyCredential).toJSON();
};

/** Asks for a passkey of this site. @throws {DOMException} When nobody gave one: `NotAllowedError`, `AbortError`. */
export const askPasskey = async (
  options: object,
  { signal, isAutofill = false }: { signal: AbortSignal; isAutofill?: boolean },
): Promise<object> => {
  const publicKey = known()!.parseRequestOptionsFromJSON(options);
  return jsonOf(
    await navigator.credentials.get({
      publicKey,
      signal,
      ...(isAutofill ? { mediation: "conditional" as const } : {}),
    }),
  );
};

/** Makes a passkey for this site. @throws {DOMException} When nobody wanted one: `NotAllowedError`; `InvalidStateError` when there is one. */
export const makePasskey = async (options: object): Promise<object> =>
  jsonOf(await navigator.credentials.create({ publicKey: known()!.parseCreationOptionsFromJSON(options) }));

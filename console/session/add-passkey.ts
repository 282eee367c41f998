import type { Passkey } from "../../shared/contract/passkey.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Api } from "../api.ts";
import { makePasskey } from "./passkey.ts";

/**
 * Makes a passkey in this browser and tells the server of it.
 *
 * @param name What one knows it by, such as `Work laptop`.
 * @throws {DOMException} When nobody wanted one, or there is one already. @throws {EarshotError} What the server says.
 */
export const addPasskey = async (api: Api, name: string): Promise<Passkey> => {
  const options = await api.ask<object>(ROUTES.passkeyRegistration, { method: "POST" });
  const response = await makePasskey(options);
  return api.ask<Passkey>(ROUTES.passkeys, { method: "POST", body: { name, response } });
};

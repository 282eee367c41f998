import type { AppAnswer } from "../../shared/contract/app.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Api } from "../api.ts";

/** All apps of the organization, oldest first. */
export const appsOf = (api: Api, signal: AbortSignal): Promise<AppAnswer[]> => api.all(ROUTES.apps, { signal });

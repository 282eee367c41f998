import type { Status } from "../../shared/contract/enumerations.ts";
import { TEXT } from "../text.ts";

/** Where a feedback stands: a small sign, with its word unless that stands beside it already (`sign`). */
export const StatusMark = ({ status, sign = false }: { status: Status; sign?: boolean }) => (
  <span class={`status status-${status}`}>
    <span class="status-sign" aria-hidden="true" />
    {!sign && TEXT.status(status)}
  </span>
);

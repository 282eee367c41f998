import { EMAIL } from "../limits.ts";
import type { View } from "./view.ts";

export const Email = ({ state, flow, say }: View) => {
  const complaint = state.complaints.email;
  return (
    <div class="field">
      <label for="email">
        {say("emailLabel")} <span class="optional">{say("emailOptional")}</span>
      </label>
      <input
        id="email"
        dir={state.words.email ? "ltr" : undefined}
        type="email"
        autocomplete="email"
        maxLength={EMAIL}
        placeholder={say("emailPlaceholder")}
        value={state.words.email}
        aria-invalid={complaint ? "true" : "false"}
        aria-describedby="email-note"
        onInput={(event) => flow.write({ email: event.currentTarget.value })}
      />
      <p id="email-note" class="complaint" role="status">
        {complaint && say("emailInvalid")}
      </p>
    </div>
  );
};

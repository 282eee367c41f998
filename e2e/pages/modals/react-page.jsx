/** @jsxImportSource react */
import { createRoot } from "react-dom/client";
import { tellUs } from "./host.js";

/** What stands in the modal, whichever library draws it. */
export const Content = ({ children }) => (
  <>
    <label>
      Display name <input />
    </label>
    {children}
    <button type="button" data-earshot-open="">
      Report a problem
    </button>
    <button type="button" onClick={tellUs}>
      Tell us
    </button>
  </>
);

export const show = (modal) =>
  createRoot(document.getElementById("app")).render(
    <main>
      <h1>Account</h1>
      {modal}
    </main>,
  );

/**
 * As much of WebDriver (W3C) as a visitor of a page needs: the system's own driver of WebKitGTK speaks it, the runner does
 * not. What it points at is found by a script, because all of it stands in a shadow root.
 */
export type Driver = {
  go(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs the body of a function in the page, with `arguments`. */
  run<T>(body: string, ...values: unknown[]): Promise<T>;
  /** The first element in the widget that has this role and this name, as the browser tells them to a screen reader. */
  find(role: string, name: string): Promise<Found>;
  /** Presses keys, wherever the focus is. */
  press(...keys: string[]): Promise<void>;
  size(width: number, height: number): Promise<void>;
  /** A PNG of what is seen of the page. */
  picture(): Promise<Buffer>;
  quit(): Promise<void>;
};

export type Found = {
  click(): Promise<void>;
  type(text: string): Promise<void>;
  read(property: string): Promise<unknown>;
};

/** Keys that are no letters, as WebDriver writes them. */
export const KEYS = { tab: "\uE004", enter: "\uE007", escape: "\uE00C", control: "\uE009", space: " " };

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const IN_WIDGET = `return [...document.querySelector("earshot-widget")?.shadowRoot.querySelectorAll(
  "dialog, button, input, textarea, summary, canvas, fieldset, [role], h2, h3") ?? []].filter((one) => one.checkVisibility())`;

type Reference = { [ELEMENT]: string };

/** Starts a browser by a driver that listens at `address`. */
export const startDriver = async (address: string): Promise<Driver> => {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(address + path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { value } = (await answer.json()) as { value: unknown };
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  const { sessionId } = (await ask("POST", "/session", {
    capabilities: { alwaysMatch: { browserName: "MiniBrowser" } },
  })) as { sessionId: string };
  const base = `/session/${sessionId}`;
  const run = async <T>(script: string, ...args: unknown[]) =>
    (await ask("POST", `${base}/execute/sync`, { script, args })) as T;

  const found = (reference: Reference): Found => {
    const element = `${base}/element/${reference[ELEMENT]}`;
    return {
      click: async () => void (await ask("POST", `${element}/click`, {})),
      type: async (text) => void (await ask("POST", `${element}/value`, { text })),
      read: (property) => ask("GET", `${element}/property/${property}`),
    };
  };

  return {
    run,
    go: async (url) => void (await ask("POST", `${base}/url`, { url })),
    reload: async () => void (await ask("POST", `${base}/refresh`, {})),
    async find(role, name) {
      const heard: string[] = [];
      for (const reference of await run<Reference[]>(IN_WIDGET)) {
        const element = `${base}/element/${reference[ELEMENT]}`;
        const [isRole, isName] = [
          await ask("GET", `${element}/computedrole`),
          await ask("GET", `${element}/computedlabel`),
        ];
        if (isRole === role && isName === name) return found(reference);
        heard.push(`${isRole} "${isName}"`);
      }
      throw new Error(`No ${role} "${name}" among: ${heard.join(", ")}`);
    },
    async press(...keys) {
      const actions = [
        ...keys.map((value) => ({ type: "keyDown", value })),
        ...keys.toReversed().map((value) => ({ type: "keyUp", value })),
      ];
      await ask("POST", `${base}/actions`, { actions: [{ type: "key", id: "keyboard", actions }] });
    },
    size: async (width, height) => void (await ask("POST", `${base}/window/rect`, { width, height })),
    picture: async () => Buffer.from((await ask("GET", `${base}/screenshot`)) as string, "base64"),
    quit: async () => void (await ask("DELETE", base)),
  };
};

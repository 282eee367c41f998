/** Does what a call does, and what is to be done beside it. @param call What the page would have had without us. */
export type Around = (call: () => unknown, self: unknown, values: unknown[]) => unknown;

/**
 * Puts itself around functions of a page. To the page they are what they were: the same name, the same text, the same members; what
 * they give back and throw is `around`'s to pass on.
 */
export const wrapping = () => {
  const { apply } = Reflect; // the page may put something else in its place later
  const undone: (() => void)[] = [];
  return {
    /** Where the function is not there, or the page froze what it is in, all stays as it is. */
    around(holder: object | undefined, name: string, around: Around): void {
      const own = holder && Reflect.getOwnPropertyDescriptor(holder, name);
      if (!holder || typeof own?.value !== "function") return;
      const wrapped = new Proxy(own.value, {
        apply: (target, self, values) => around(() => apply(target, self, values), self, values),
      });
      if (!Reflect.defineProperty(holder, name, { ...own, value: wrapped })) return;
      undone.push(() => {
        // Somebody else may have put itself around ours: then it stays, and does nothing any more.
        const now = Reflect.getOwnPropertyDescriptor(holder, name);
        if (now?.value === wrapped) Reflect.defineProperty(holder, name, { ...now, value: own.value });
      });
    },
    undo(): void {
      for (const undo of undone.splice(0)) undo();
    },
  };
};

export type Wrapping = ReturnType<typeof wrapping>;

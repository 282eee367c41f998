/** What is remembered in this tab alone. A storage that is closed or full remembers nothing, and nothing breaks. */
export const remembered = (name: string): string | null => {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
};

/** @param text An empty one is forgotten. */
export const remember = (name: string, text: string): void => {
  try {
    if (text === "") sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    // it stays where it is shown, alone
  }
};

/** A component that draws something that nobody can look into: its shadow root is closed. In doubt, where nothing else is in it. */
export const isClosedComponent = (element: Element): boolean => {
  if (!element.localName.includes("-") || element.shadowRoot || element.hasChildNodes()) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && element.matches(":defined");
};

/** A router in two lines: the address, and the title that belongs to it. */
export const goNext = () => {
  history.pushState({}, "", "/next?tab=2");
  document.title = "Next page";
};

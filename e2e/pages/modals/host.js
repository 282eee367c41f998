/** What every page with a modal has beside it: shortcuts, heard on the way down, and a way to open the form from its own code. */
window.heard = [];
document.addEventListener("keydown", ({ key }) => window.heard.push(key), true);

export const tellUs = () => window.Earshot.open({ content: "From the page's own code" });

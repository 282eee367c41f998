// Runs when the page's own elements are there and nothing of ours has begun.
watch.remember();

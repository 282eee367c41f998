// A page that reads from right to left, of which nothing says in what language.
document.documentElement.dir = "rtl";

const NO_SECRET_KEY =
  "A secret key must not be used in a page: the server would refuse it and count it as leaked. Use it from a server, or with curl.";
const NO_COOKIE = "Set by signing in to the inbox in this browser. There is nothing to enter here.";

/** In the dialog that asks for keys: a sentence instead of a field for what a page cannot give. */
const onlyWhatAPageMayUse = ({ React }) => ({
  wrapComponents: {
    AuthItem: (Original) => (props) => {
      const isCookie = props.schema.get("in") === "cookie";
      if (!isCookie && props.name !== "secretKey") return React.createElement(Original, props);
      return React.createElement(
        "div",
        { className: "auth-container only-text" },
        React.createElement("h4", null, isCookie ? "Session" : "Secret key"),
        React.createElement("p", null, isCookie ? NO_COOKIE : NO_SECRET_KEY),
      );
    },
  },
});

/** Whatever field it was pasted into, it does not leave the page. */
const withoutSecretKey = (request) => {
  if (Object.values(request.headers ?? {}).some((value) => /\b(ear_)?sk_/.test(String(value))))
    throw new Error(NO_SECRET_KEY);
  return request;
};

const say = (text) => {
  const message = document.createElement("p");
  message.className = "message";
  message.setAttribute("role", "alert");
  message.textContent = text;
  document.querySelector("#api").replaceChildren(message);
};

const show = async () => {
  let spec;
  try {
    const answer = await fetch("openapi.json", { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    spec = await answer.json();
  } catch {
    say("The description of the API could not be loaded. Check that the server runs and load this page again.");
    return;
  }
  // Requests go to where this page came from, under whatever name: the page's policy allows no other address.
  spec.servers = [{ url: location.origin }];
  globalThis.SwaggerUIBundle({
    spec,
    dom_id: "#api",
    plugins: [onlyWhatAPageMayUse],
    requestInterceptor: withoutSecretKey,
    deepLinking: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: -1,
    tryItOutEnabled: true,
    validatorUrl: null, // asks nobody else
  });
};

show();

// A council's sign-on for the tests: a real OpenID provider on loopback. It shows no page: whoever `login_hint` names is
// signed in as who they are in "people", and anybody else is turned away.
// Takes {"client": {...}, "people": {"jo@council.example": {"email": ..., "email_verified": ...}}} and prints its address.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const { client, people } = JSON.parse(process.argv[2]);

async function answer(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = params.login_hint;
  if (!people[accountId]) return provider.interactionFinished(request, response, { error: "access_denied" });
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const done = { login: { accountId }, consent: { grantId: await grant.save() } };
  return provider.interactionFinished(request, response, done, { mergeWithLastSubmission: false });
}

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [client],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    findAccount: (context, id) =>
      people[id] && { accountId: id, claims: async () => ({ sub: id, ...people[id] }) },
    interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    cookies: { keys: ["only for tests"] },
  });
  const rest = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url.startsWith("/interaction/")) return rest(request, response);
    return answer(provider, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  console.log(issuer);
});

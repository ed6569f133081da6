// A story for @azure/identity and @azure/msal-node, whose tokens Microsoft's client then calls with.
import { ClientSecretCredential, DeviceCodeCredential } from '@azure/identity';
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';
import { Client } from '@microsoft/microsoft-graph-client';
import azure from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js';
import { control, end, expect, step } from './story.mjs';

const root = process.argv[2];
const { host, hostname } = new URL(root);
const scopes = ['https://graph.microsoft.com/.default'];

// An id that only the tenant itself tells; strict tells nothing without a token.
const { access_token: first } = await control(root, 'POST', 'token', { principal: 'lidia' });
const tenantId = (await (await fetch(`${root}/v1.0/organization`,
  { headers: { Authorization: `Bearer ${first}` } })).json()).value[0].id;
const clientId = 'Contoso Deploy';

const options = { authorityHost: root, disableInstanceDiscovery: true };
const graph = (credential) => Client.initWithMiddleware({
  baseUrl: `${root}/`,
  customHosts: new Set([hostname]),
  authProvider: new azure.TokenCredentialAuthenticationProvider(credential, { scopes }),
});

await step('ClientSecretCredential reads users', async () => {
  const application = graph(new ClientSecretCredential(tenantId, clientId, 'x', options));
  const users = await application.api('/users').select('displayName').get();
  expect('users', users.value.length, 5);
  return users.value.length;
});

await step('ClientSecretCredential of nobody is refused', async () => {
  try {
    await new ClientSecretCredential(tenantId, 'nobody', 'x', options).getToken(scopes);
  } catch (error) {
    expect('names the error', error.message.includes('AADSTS700016'), true);
    return `${error.name} AADSTS700016`;
  }
  throw new Error('expected a refusal, but found none');
});

await step('DeviceCodeCredential is whoever enters the code', async () => {
  const megan = graph(new DeviceCodeCredential({
    ...options,
    tenantId,
    clientId,
    userPromptCallback: ({ userCode }) => {
      control(root, 'POST', 'device', { userCode, principal: 'megan', multiFactor: true });
    },
  }));
  const me = await megan.api('/me').select('displayName').get();
  expect('name', me.displayName, 'Megan Bowen');
  return me.displayName;
});

const auth = {
  clientId,
  authority: `${root}/${tenantId}`,
  knownAuthorities: [host],
};

await step('MSAL keeps an application\'s token', async () => {
  const application = new ConfidentialClientApplication({ auth: { ...auth, clientSecret: 'x' } });
  const one = await application.acquireTokenByClientCredential({ scopes });
  const two = await application.acquireTokenByClientCredential({ scopes });
  expect('from the cache', [one.fromCache, two.fromCache], [false, true]);
});

await step('MSAL keeps a user\'s token and renews it', async () => {
  const application = new PublicClientApplication({ auth });
  const one = await application.acquireTokenByDeviceCode({
    scopes,
    deviceCodeCallback: ({ userCode }) => {
      control(root, 'POST', 'device', { userCode, principal: 'jose' });
    },
  });
  const { account } = one;
  expect('account', account.username, 'jose@contoso.com');
  const two = await application.acquireTokenSilent({ scopes, account });
  expect('from the cache', two.fromCache, true);
  const three = await application.acquireTokenSilent({ scopes, account, forceRefresh: true });
  expect('renewed', three.fromCache, false);
  const me = await (await fetch(`${root}/v1.0/me`,
    { headers: { Authorization: `Bearer ${three.accessToken}` } })).json();
  expect('name', me.displayName, 'José Teixeira');
  return account.username;
});

end();

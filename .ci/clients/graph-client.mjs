// A story for @microsoft/microsoft-graph-client: eligible, activated, approved, a member, expired.
import { randomUUID } from 'node:crypto';
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  GraphError,
  HTTPMessageHandler,
  PageIterator,
  RetryHandler,
  RetryHandlerOptions,
} from '@microsoft/microsoft-graph-client';
import { control, end, expect, step, token } from './story.mjs';

const root = process.argv[2];
const secure = root.startsWith('https:');
const pim = '/identityGovernance/privilegedAccess/group';

/** Over plain HTTP the client's own handler leaves the token out, so a handler here adds it. */
class PlainToken {
  constructor(accessToken) {
    this.accessToken = accessToken;
  }

  setNext(next) {
    this.next = next;
  }

  async execute(context) {
    context.options.headers = {
      ...context.options.headers,
      Authorization: `Bearer ${this.accessToken}`,
    };
    await this.next.execute(context);
  }
}

/** The client with all that is its own where it speaks HTTPS. */
async function as(principal, multiFactor) {
  const accessToken = await token(root, principal, multiFactor);
  const common = { baseUrl: `${root}/`, defaultVersion: 'v1.0' };
  if (secure) {
    return Client.initWithMiddleware({
      ...common,
      customHosts: new Set([new URL(root).hostname]),
      authProvider: { getAccessToken: async () => accessToken },
    });
  }
  const plain = new PlainToken(accessToken);
  const retry = new RetryHandler(new RetryHandlerOptions());
  plain.setNext(retry);
  retry.setNext(new HTTPMessageHandler());
  return Client.initWithMiddleware({ ...common, middleware: plain });
}

async function refusal(call) {
  try {
    await call;
  } catch (error) {
    expect('is a GraphError', error instanceof GraphError, true);
    return error;
  }
  throw new Error('expected a GraphError, but found none');
}

const lidia = await as('lidia');
const megan = await as('megan', true);
const jose = await as('jose');
const ids = {};
const groups = {};

await step('users, page by page with PageIterator', async () => {
  let page = await lidia.api('/users').select('id,displayName,userPrincipalName').top(2).get();
  let pages = 1;
  if (secure) {
    const users = new PageIterator(
      lidia,
      page,
      (user) => {
        ids[user.userPrincipalName.split('@')[0]] = user.id;
        return true;
      });
    await users.iterate();
    expect('is complete', users.isComplete(), true);
    pages = undefined;
  } else {
    // A next link that isn't https:// the client takes for a path, so it is made one.
    for (;;) {
      page.value.forEach((user) => (ids[user.userPrincipalName.split('@')[0]] = user.id));
      if (page['@odata.nextLink'] === undefined) break;
      page = await lidia.api(page['@odata.nextLink'].slice(`${root}/v1.0`.length)).get();
      pages++;
    }
    expect('pages', pages, 3);
  }
  expect('users', Object.keys(ids).sort(), ['hanako', 'henrik', 'jose', 'lidia', 'megan']);
  return Object.keys(ids).length + (secure ? '' : ', by hand: PageIterator follows https only');
});

await step('/me is who the token is of', async () => {
  const me = await jose.api('/me').get();
  expect('id', me.id, ids.jose);
  return me.displayName;
});

await step('groups that roles can be assigned to, by $filter', async () => {
  const found = await lidia.api('/groups').filter('isAssignableToRole eq true')
    .select(['id', 'displayName']).get();
  found.value.forEach((group) => (groups[group.displayName] = group.id));
  expect('groups', Object.keys(groups).sort(), ['PIM-Tier1-Admins', 'PIM-Tier2-Admins']);
  return Object.keys(groups).sort().join(', ');
});
const tier1 = groups['PIM-Tier1-Admins'];

await step('/users/$count with ConsistencyLevel', async () => {
  const count = await lidia.api('/users/$count').header('ConsistencyLevel', 'eventual').get();
  expect('count', Number(count), 5);
  return count;
});

await step('$count and $search beside the rows', async () => {
  const found = await lidia.api('/groups').header('ConsistencyLevel', 'eventual')
    .search('"displayName:PIM"').count(true).select('id').top(1).get();
  expect('count', found['@odata.count'], 3);
  expect('rows', found.value.length, 1);
  return found['@odata.count'];
});

await step('$search without ConsistencyLevel is a GraphError', async () => {
  const error = await refusal(lidia.api('/groups').search('"displayName:PIM"').get());
  expect('status', error.statusCode, 400);
  return `${error.statusCode} ${error.code}`;
});

await step('rules of the settings by $expand', async () => {
  const found = await lidia.api('/policies/roleManagementPolicyAssignments')
    .filter(`scopeId eq '${tier1}' and scopeType eq 'Group' and roleDefinitionId eq 'member'`)
    .expand('policy($expand=rules)').get();
  expect('policies', found.value.length, 1);
  const rules = new Map(found.value[0].policy.rules.map((rule) => [rule.id, rule]));
  expect('rules', rules.size, 17);
  const approval = rules.get('Approval_EndUser_Assignment').setting;
  expect('approval', approval.isApprovalRequired, true);
  expect('approver', approval.approvalStages[0].primaryApprovers[0].userId, ids.lidia);
  return `${rules.size} rules, approval by Lidia`;
});

await step('José without an eligibility is refused', async () => {
  const error = await refusal(jose.api(`${pim}/assignmentScheduleRequests`).post({
    accessId: 'member',
    groupId: tier1,
    principalId: ids.jose,
    action: 'selfActivate',
    justification: 'too early',
    scheduleInfo: { expiration: { type: 'afterDuration', duration: 'PT1H' } },
  }));
  expect('status', [400, 403, 404].includes(error.statusCode), true);
  expect('request id', typeof error.requestId, 'string');
  return `${error.statusCode} ${error.code}`;
});

await step('Lidia makes José eligible', async () => {
  const request = await lidia.api(`${pim}/eligibilityScheduleRequests`).post({
    accessId: 'member',
    groupId: tier1,
    principalId: ids.jose,
    action: 'adminAssign',
    justification: 'on duty',
    scheduleInfo: { expiration: { type: 'afterDuration', duration: 'P30D' } },
  });
  expect('status', request.status, 'Provisioned');
  return request.status;
});

await step('José sees it with filterByCurrentUser', async () => {
  const mine = await jose.api(
    `${pim}/eligibilityScheduleInstances/filterByCurrentUser(on='principal')`).get();
  expect('his', mine.value.filter((row) => row.groupId === tier1).length, 1);
  return `${mine.value.length} eligibilities`;
});

let activation;
await step('José activates, which asks for approval', async () => {
  activation = await jose.api(`${pim}/assignmentScheduleRequests`).post({
    accessId: 'member',
    groupId: tier1,
    principalId: ids.jose,
    action: 'selfActivate',
    justification: 'mail flow',
    scheduleInfo: {
      startDateTime: (await control(root, 'GET', 'clock')).now,
      expiration: { type: 'afterDuration', duration: 'PT2H' },
    },
  });
  expect('status', activation.status, 'PendingApproval');
  return activation.status;
});

async function members() {
  const found = await lidia.api(`/groups/${tier1}/members`).select('id,displayName').get();
  return found.value.map((member) => member.displayName);
}

await step('he is no member yet', async () => expect('members', await members(), []));

await step('Megan is no approver', async () => {
  const error = await refusal(approve(megan));
  return `${error.statusCode} ${error.code}`;
});

async function approve(client) {
  const stages = await client.api(`${pim}/assignmentApprovals/${activation.approvalId}/stages`)
    .get();
  const stage = stages.value.find((one) => one.status === 'InProgress');
  await client.api(`${pim}/assignmentApprovals/${activation.approvalId}/stages/${stage.id}`)
    .patch({ reviewResult: 'Approve', justification: 'known change' });
  return stage;
}

await step('Lidia finds what waits for her and approves it', async () => {
  const waiting = await lidia.api(
    `${pim}/assignmentScheduleRequests/filterByCurrentUser(on='approver')`)
    .filter("status eq 'PendingApproval'").get();
  expect('waits', waiting.value.map((request) => request.id), [activation.id]);
  await approve(lidia);
  const request = await lidia.api(`${pim}/assignmentScheduleRequests/${activation.id}`).get();
  expect('status', request.status, 'Provisioned');
  return request.status;
});

await step('José is a member', async () => {
  expect('members', await members(), ['José Teixeira']);
});

/** The client takes the host off and keeps the rest, and no version belongs there. */
async function batch(requests) {
  const content = new BatchRequestContent();
  for (const [id, path, dependsOn] of requests) {
    content.addRequest({ id, request: new Request(`${root}${path}`), dependsOn });
  }
  const answers = new BatchResponseContent(
    await lidia.api('/$batch').post(await content.getContent()));
  return requests.map(([id]) => answers.getResponseById(id));
}

await step('$batch by BatchRequestContent', async () => {
  const answers = await batch([
    ['1', `/groups/${tier1}/members?$select=displayName`],
    ['2', `/groups/${randomUUID()}`, ['1']],
    ['3', '/users?$top=1', ['1']],
  ]);
  expect('statuses', answers.map((answer) => answer.status), [200, 404, 200]);
  const rows = (await answers[0].json()).value;
  expect('members', rows.map((row) => row.displayName), ['José Teixeira']);
  return `200, 404 ${(await answers[1].json()).error.code}, 200`;
});

await step('$batch of a url with a version', async () => {
  const [answer] = await batch([['1', '/v1.0/users']]);
  const { error } = await answer.json();
  expect('error', [answer.status, error.code], [400, 'BadRequest']);
  return `${answer.status} ${error.message}`;
});

await step('$batch, where what an answer depends on failed', async () => {
  const answers = await batch([
    ['1', '/organization'],
    ['2', `/groups/${randomUUID()}`, ['1']],
    ['3', '/users?$top=1', ['2']],
  ]);
  expect('statuses', answers.map((answer) => answer.status), [200, 404, 424]);
  return '200, 404, 424';
});

await step('an unknown group is a GraphError', async () => {
  const error = await refusal(lidia.api(`/groups/${randomUUID()}`).get());
  expect('error', [error.statusCode, error.code], [404, 'Request_ResourceNotFound']);
  expect('body', typeof JSON.parse(error.body), 'object');
  return `${error.statusCode} ${error.code}`;
});

await step('throttled once, the client tries again', async () => {
  await control(root, 'POST', 'faults',
    { kind: 'throttled', path: '/v1.0/organization', retryAfter: '1', times: 1 });
  const tenants = await lidia.api('/organization').get();
  expect('tenants', tenants.value.length, 1);
  const faults = await control(root, 'GET', 'faults');
  await control(root, 'DELETE', 'faults');
  expect('calls and refused ones', [faults.value[0].calls, faults.value[0].hits], [2, 1]);
  return '429, then 200';
});

await step('past the end, he is no member', async () => {
  await control(root, 'POST', 'clock', { advance: 'PT2H1S' });
  expect('members', await members(), []);
  const request = await jose.api(`${pim}/assignmentScheduleRequests/${activation.id}`).get();
  return `his request says ${request.status}`;
});

await step('a new group is known to PIM after a while', async () => {
  const created = await lidia.api('/groups').post({
    displayName: 'PIM-New',
    mailNickname: 'pim-new',
    mailEnabled: false,
    securityEnabled: true,
    isAssignableToRole: true,
  });
  const ask = () => lidia.api(`${pim}/eligibilityScheduleRequests`).post({
    accessId: 'member',
    groupId: created.id,
    principalId: ids.jose,
    action: 'adminAssign',
    scheduleInfo: { expiration: { type: 'afterDuration', duration: 'P30D' } },
    justification: 'on duty',
  });
  const error = await refusal(ask());
  await control(root, 'POST', 'clock', { advance: 'PT1M' });
  expect('status', (await ask()).status, 'Provisioned');
  await lidia.api(`/groups/${created.id}`).delete();
  const gone = await refusal(lidia.api(`/groups/${created.id}`).get());
  return `${error.statusCode} ${error.code}, then Provisioned; deleted, ${gone.statusCode}`;
});

end();

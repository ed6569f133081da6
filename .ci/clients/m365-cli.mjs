// A story for CLI for Microsoft 365: it signs in with MSAL, and activates a role with PIM.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { control, end, expect, step } from './story.mjs';

const root = process.argv[2];
const home = process.argv[3];
const cli = fileURLToPath(
  new URL('node_modules/@pnp/cli-microsoft365/dist/index.js', import.meta.url));
const hosts = new URL('microsoft-hosts.mjs', import.meta.url).href;

/** Runs a command and gives what it prints, as JSON where it is; onTold sees what it tells. */
function m365(command, onTold = () => {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--no-warnings', '--import', hosts, cli, ...command, '--output', 'json'],
      {
        env: { ...process.env, HOME: home, PIMENTO_ROOT: root, CLIMICROSOFT365_NOUPDATE: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 60_000,
      });
    let out = '';
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => {
      told += text;
      onTold(told);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) {
        let message = told || out;
        try {
          message = JSON.parse(message).error;
        } catch {
          // It is told as text.
        }
        reject(new Error(`${command.slice(0, 4).join(' ')}: ${message.trim()}`));
      } else {
        resolve(out.trim() === '' ? undefined : JSON.parse(out));
      }
    });
  });
}

async function refusal(call) {
  try {
    await call;
  } catch (error) {
    return error.message;
  }
  throw new Error('expected a refusal, but found none');
}

const graph = async (path) => (await fetch(`${root}/v1.0${path}`)).json();
const tenant = (await graph('/organization')).value[0].id;
const application = (await graph('/servicePrincipals')).value[0].id;
const client = ['--appId', application, '--tenant', tenant];

// Telemetry is off, and the preloaded module lets nothing out but calls of the fake.
await m365(['cli', 'config', 'set', '--key', 'disableTelemetry', '--value', 'true']);

await step('signs in as an application by its secret', async () => {
  const status = await m365(['login', '--authType', 'secret', '--secret', 'x', ...client]);
  expect('as', status.connectedAs, 'Contoso Deploy');
  return status.connectedAs;
});

await step('the application lists users and groups', async () => {
  const users = await m365(['entra', 'user', 'list', '--properties', 'id,displayName']);
  const groups = await m365(['entra', 'group', 'list', '--properties', 'id,displayName']);
  expect('rows', [users.length, groups.length], [5, 3]);
  return `${users.length} and ${groups.length}`;
});

await step('signs in as Megan by a device code, with a second factor', async () => {
  let entered;
  const status = await m365(['login', '--authType', 'deviceCode', ...client], (told) => {
    const code = /"userCode":"(\w+)"/.exec(told);
    if (code && !entered) {
      entered = control(root, 'POST', 'device',
        { userCode: code[1], principal: 'megan', multiFactor: true });
    }
  });
  await entered;
  expect('as', status.connectedAs, 'megan@contoso.com');
  return status.connectedAs;
});

await step('Megan sees the role she is eligible for', async () => {
  const eligible = await m365([
    'entra', 'pim', 'role', 'assignment', 'eligibility', 'list',
    '--userName', 'megan@contoso.com', '--withPrincipalDetails',
  ]);
  expect('roles', eligible.map((row) => [row.roleDefinitionName, row.principal.displayName]),
    [['Security Reader', 'Megan Bowen']]);
  return eligible[0].roleDefinitionName;
});

const activate = (...options) => m365([
  'entra', 'pim', 'role', 'assignment', 'add', '--roleDefinitionName', 'Security Reader',
  ...options,
]);

await step('she asks for too long and is refused', async () => {
  const why = await refusal(activate('--duration', 'PT23H', '--justification', 'audit'));
  expect('names the rule', why.includes('ExpirationRule'), true);
  return why.replace(/^.*?: (Error: )?/, '');
});

await step('she activates it', async () => {
  const request = await activate('--duration', 'PT2H', '--justification', 'audit');
  expect('request', [request.action, request.status], ['selfActivate', 'Provisioned']);
  return request.status;
});

const active = async () => (await m365([
  'entra', 'pim', 'role', 'assignment', 'list', '--userName', 'megan@contoso.com',
])).map((row) => [row.roleDefinition.displayName, row.assignmentType]);

await step('it is among her assignments and her requests', async () => {
  expect('assignments', await active(), [['Security Reader', 'Activated']]);
  const requests = await m365([
    'entra', 'pim', 'role', 'request', 'list', '--userName', 'megan@contoso.com',
    '--status', 'Provisioned',
  ]);
  expect('requests', requests.map((row) => row.roleDefinitionName), ['Security Reader']);
});

await step('past the end it is gone', async () => {
  await control(root, 'POST', 'clock', { advance: 'PT2H1S' });
  expect('assignments', await active(), []);
});

await step('she activates it again and gives it back', async () => {
  await activate('--duration', 'PT1H', '--justification', 'audit again');
  await control(root, 'POST', 'clock', { advance: 'PT6M' });
  const request = await m365([
    'entra', 'pim', 'role', 'assignment', 'remove', '--roleDefinitionName', 'Security Reader',
  ]);
  expect('request', [request.action, request.status], ['selfDeactivate', 'Revoked']);
  expect('assignments', await active(), []);
  return request.status;
});

await step('signs in as Lidia by her password', async () => {
  const status = await m365(
    ['login', '--authType', 'password', '--userName', 'lidia@contoso.com', '--password', 'x',
      ...client]);
  expect('as', status.connectedAs, 'lidia@contoso.com');
  return status.connectedAs;
});

await step('Lidia assigns a role to Henrik for a day', async () => {
  await m365([
    'entra', 'pim', 'role', 'assignment', 'add', '--roleDefinitionName', 'Reports Reader',
    '--userName', 'henrik@contoso.com', '--duration', 'P1D', '--justification', 'audit',
  ]);
  const found = await m365(
    ['entra', 'pim', 'role', 'assignment', 'list', '--userName', 'henrik@contoso.com']);
  expect('roles', found.map((row) => row.roleDefinition.displayName), ['Reports Reader']);
  return found[0].endDateTime;
});

const people = async (role) => (await m365(
  ['entra', 'group', 'member', 'list', '--groupName', 'Desk', '--role', role]))
  .map((row) => row.userPrincipalName.split('@')[0]);

await step('a group with members and owners, in batches', async () => {
  await m365([
    'entra', 'group', 'add', '--displayName', 'Desk', '--mailNickname', 'desk',
    '--type', 'security', '--ownerUserNames', 'lidia@contoso.com',
    '--memberUserNames', 'jose@contoso.com',
  ]);
  const member = (verb, name, role, ...options) => m365([
    'entra', 'group', 'member', verb, '--groupName', 'Desk',
    '--userNames', `${name}@contoso.com`, '--role', role, ...options,
  ]);
  await member('add', 'hanako', 'Member');
  await member('remove', 'jose', 'Member', '--force');
  expect('members', await people('Member'), ['hanako']);
  await member('set', 'hanako', 'Owner');
  expect('members', await people('Member'), []);
  expect('owners', (await people('Owner')).sort(), ['hanako', 'lidia']);
  await m365(['entra', 'group', 'remove', '--displayName', 'Desk', '--force']);
});

// Lidia administers roles, and no users: the matrices of who may change whom would refuse her.
await step('a user comes, changes and goes, by the application', async () => {
  await m365(['login', '--authType', 'secret', '--secret', 'x', ...client]);
  const user = await m365([
    'entra', 'user', 'add', '--displayName', 'New Hire', '--userName', 'new@contoso.com',
    '--password', 'x-Y-12345',
  ]);
  await m365(['entra', 'user', 'set', '--userName', 'new@contoso.com', '--jobTitle', 'Clerk']);
  await m365(['entra', 'user', 'session', 'revoke', '--userName', 'new@contoso.com', '--force']);
  await m365(['entra', 'user', 'remove', '--userName', 'new@contoso.com', '--force']);
  const bin = async () => (await m365(['entra', 'user', 'recyclebinitem', 'list']))
    .map((row) => [row.id, row.jobTitle]);
  expect('bin', await bin(), [[user.id, 'Clerk']]);
  await m365(['entra', 'user', 'recyclebinitem', 'restore', '--id', user.id]);
  expect('bin', await bin(), []);
});

await step('what the fake does not serve is told', async () => {
  const why = await refusal(m365(['entra', 'administrativeunit', 'add', '--displayName', 'Emea']));
  expect('names the call', why.includes('POST /v1.0/directory/administrativeUnits'), true);
  return why.replace(/^.*?: (Error: )?/, '');
});

end();

// One line per step, and the exit code says whether all went well.

const results = { done: 0, failed: 0 };

export async function step(name, play) {
  try {
    const seen = await play();
    results.done++;
    console.log(`  ok      ${name}${seen === undefined ? '' : `: ${seen}`}`);
  } catch (error) {
    results.failed++;
    process.exitCode = 1;
    const told = [error.statusCode, error.code, error.message].filter((x) => x !== undefined);
    console.log(`  FAILED  ${name}: ${told.join(' ')}`);
  }
}

export function expect(what, found, expected) {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(
      `${what}: expected ${JSON.stringify(expected)}, but found ${JSON.stringify(found)}`);
  }
}

/** What the calls of the fake that aren't Graph's answer; an answer without a body gives nothing. */
export async function control(root, method, name, body) {
  const answer = await fetch(`${root}/_pimento/${name}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`${method} /_pimento/${name}: ${answer.status} ${await answer.text()}`);
  }
  return answer.status === 204 ? undefined : answer.json();
}

export async function token(root, principal, multiFactor = false) {
  return (await control(root, 'POST', 'token', { principal, multiFactor })).access_token;
}

/** To be called last: a story that played nothing has failed. */
export function end() {
  if (results.done === 0) {
    process.exitCode = 1;
  }
}

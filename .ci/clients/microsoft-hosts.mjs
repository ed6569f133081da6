// Loaded into a client that knows Microsoft's hosts and no others (node --import): within this
// process they are the fake at PIMENTO_ROOT. Whatever else it would call is refused.
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const fake = new URL(process.env.PIMENTO_ROOT);
const microsoft = new Set(['graph.microsoft.com', 'login.microsoftonline.com']);

const request = https.request;

function there(options) {
  const host = options.hostname ?? options.host;
  if (host === fake.hostname && String(options.port) === fake.port) return options;
  if (!microsoft.has(host)) {
    const error = new Error(`No call of ${host} is let out`);
    error.code = 'EACCES';
    throw error;
  }
  const headers = { ...options.headers };
  for (const name of Object.keys(headers)) {
    if (name.toLowerCase() === 'host') delete headers[name];
  }
  return {
    ...options,
    host: fake.hostname,
    hostname: fake.hostname,
    port: fake.port,
    servername: 'localhost',
    headers,
    agent: undefined,
  };
}

https.request = (input, options, callback) => {
  if (typeof input === 'string' || input instanceof URL) {
    const url = new URL(input);
    const asked = typeof options === 'object' ? options : {};
    return https.request(
      {
        ...asked,
        protocol: url.protocol,
        hostname: url.hostname,
        port: url.port,
        path: url.pathname + url.search,
      },
      typeof options === 'function' ? options : callback);
  }
  return request(there(input), options);
};
https.get = (...args) => {
  const call = https.request(...args);
  call.end();
  return call;
};
http.request = http.get = () => {
  throw new Error('No call over plain HTTP is let out');
};
globalThis.fetch = () => Promise.reject(new Error('No fetch is let out'));
syncBuiltinESMExports();

// The peer: JSON.parse and ajv, in one process for all cases. Answers a line of JSON for each line of JSON.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

const [, , modules, folder] = process.argv;
const from = (name) => require(path.join(modules, 'node_modules', name));
const drafts = { '2020-12': from('ajv/dist/2020').default, 'draft-07': from('ajv').default, 'openapi-3.0': from('ajv').default };

const cases = new Map();
for (const entry of JSON.parse(fs.readFileSync(path.join(folder, 'cases.json'), 'utf8'))) {
  const ajv = new drafts[entry.draft]({ strict: false, validateFormats: false, validateSchema: false, logger: false });
  ajv.addSchema(JSON.parse(entry.schema), 'document');
  cases.set(entry.name, {
    text: entry.instance,
    batch: entry.instance.length > 8192 ? 1 : 32,
    validate: ajv.compile({ $ref: 'document#' + entry.pointer }),
  });
}

function measure({ name, milliseconds }) {
  const { text, batch, validate } = cases.get(name);
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  const end = start + BigInt(Math.round(milliseconds * 1e6));
  let operations = 0;
  let valid = 0;
  let now = start;
  while (now < end) {
    for (let i = 0; i < batch; i++) {
      valid += validate(JSON.parse(text)) ? 1 : 0;
    }
    operations += batch;
    now = process.hrtime.bigint();
  }
  const used = process.cpuUsage(cpu);
  return { operations, valid, seconds: Number(now - start) / 1e9, cpuSeconds: (used.user + used.system) / 1e6 };
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  process.stdout.write(JSON.stringify(measure(JSON.parse(line))) + '\n');
});
process.stdout.write(JSON.stringify({ node: process.version, ajv: from('ajv/package.json').version }) + '\n');

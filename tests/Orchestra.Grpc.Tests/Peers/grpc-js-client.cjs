// Calls the echo service by @grpc/grpc-js. Arguments: the folder of node_modules, the .proto, host:port. Writes what it saw as one line of JSON.
const { createRequire } = require('node:module');
const load = createRequire(`${process.argv[2]}/`);
const grpc = load('@grpc/grpc-js');
const loader = load('@grpc/proto-loader');

const definition = loader.loadSync(process.argv[3], { keepCase: true, enums: String, defaults: true });
const { Echo } = grpc.loadPackageDefinition(definition).orchestra.tests;
const address = process.argv[4];
const client = new Echo(address, grpc.credentials.createInsecure());

const unary = (request, metadata = new grpc.Metadata(), options = {}, over = client) =>
  new Promise((resolve) => {
    const seen = {};
    const call = over.unary(request, metadata, options, (error, reply) => Object.assign(seen, { error, reply }));
    call.on('metadata', (headers) => (seen.headers = headers));
    call.on('status', (status) => resolve({ ...seen, status }));
  });

const status = ({ status }) => ({ code: status.code, details: status.details });

async function calls() {
  const seen = {};
  seen.text = (await unary({ text: 'größer 🙂' })).reply.text;
  seen.size = (await unary({ payload: Buffer.alloc(3_000_000, 7) })).reply.payload.length;
  seen.tooLarge = status(await unary({ payload: Buffer.alloc(5_000_000) })).code;

  const failed = await unary({ behaviour: 'FAIL', code: 5, text: '100 % größer' });
  seen.failure = { ...status(failed), reason: failed.status.metadata.get('x-reason')[0] };
  seen.broken = status(await unary({ behaviour: 'BREAK', text: 'secret' }));
  seen.deadline = status(await unary({ behaviour: 'HANG' }, new grpc.Metadata(), { deadline: Date.now() + 300 })).code;

  const metadata = new grpc.Metadata();
  metadata.set('x-echo', 'a text');
  metadata.set('x-echo-bin', Buffer.from([0, 255, 1]));
  const answered = await unary({}, metadata);
  seen.header = answered.headers.get('x-echo-header')[0];
  seen.trailer = [...answered.status.metadata.get('x-echo-trailer-bin')[0]];

  const gzip = new Echo(address, grpc.credentials.createInsecure(), { 'grpc.default_compression_algorithm': 2 });
  seen.gzip = (await unary({ text: 'abc'.repeat(1000) }, new grpc.Metadata(), {}, gzip)).reply.text.length;

  seen.download = await new Promise((resolve) => {
    const counts = [];
    const call = client.download({ count: 1000 });
    call.on('data', (reply) => counts.push(reply.count));
    call.on('status', (end) => resolve({ count: counts.length, inOrder: counts.every((n, i) => n === i), code: end.code }));
    call.on('error', () => {});
  });
  seen.cancelled = await new Promise((resolve) => {
    const call = client.download({ count: 0 });
    call.once('data', () => call.cancel());
    call.on('status', (end) => resolve(end.code));
    call.on('error', () => {});
  });
  seen.upload = await new Promise((resolve) => {
    const call = client.upload((error, reply) => resolve(error ? error.code : reply));
    for (let i = 0; i < 100; i++) {
      call.write({ text: 'ab' });
    }

    call.end();
  });
  seen.chat = await new Promise((resolve) => {
    const counts = [];
    const call = client.chat();
    call.on('data', (reply) => {
      counts.push(reply.count);
      reply.count < 49 ? call.write({ count: reply.count + 1 }) : call.end();
    });
    call.on('status', (end) => resolve({ count: counts.length, code: end.code }));
    call.on('error', () => {});
    call.write({ count: 0 });
  });
  seen.unknown = await new Promise((resolve) => {
    const bytes = (message) => message;
    client.makeUnaryRequest('/orchestra.tests.Echo/Nothing', bytes, bytes, Buffer.alloc(0), (error) => resolve(error.code));
  });
  seen.parallel = (await Promise.all(Array.from({ length: 100 }, (_, count) => unary({ count })))).every(
    ({ reply }, count) => reply.count === count,
  );
  return seen;
}

calls().then((seen) => {
  console.log(JSON.stringify(seen));
  process.exit(0);
});

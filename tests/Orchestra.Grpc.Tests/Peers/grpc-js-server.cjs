// The echo service on @grpc/grpc-js. Arguments: the folder of node_modules, the .proto. Writes its port, ends with its input.
const { createRequire } = require('node:module');
const load = createRequire(`${process.argv[2]}/`);
const grpc = load('@grpc/grpc-js');
const loader = load('@grpc/proto-loader');

const definition = loader.loadSync(process.argv[3], { keepCase: true, enums: String, defaults: true });
const { Echo } = grpc.loadPackageDefinition(definition).orchestra.tests;

const reply = (request) => ({ text: request.text, payload: request.payload, count: request.count });

function answerMetadata(call) {
  const text = call.metadata.get('x-echo')[0];
  if (text !== undefined) {
    const headers = new grpc.Metadata();
    headers.set('x-echo-header', text);
    call.sendMetadata(headers);
  }

  const trailers = new grpc.Metadata();
  const bytes = call.metadata.get('x-echo-bin')[0];
  if (bytes !== undefined) {
    trailers.set('x-echo-trailer-bin', bytes);
  }

  trailers.set('x-has-deadline', String(call.getDeadline() !== Infinity));
  return trailers;
}

function failure(request) {
  const metadata = new grpc.Metadata();
  metadata.set('x-reason', 'as asked');
  return { code: request.code, details: request.text, metadata };
}

const server = new grpc.Server();
server.addService(Echo.service, {
  unary(call, done) {
    const trailers = answerMetadata(call);
    if (call.request.behaviour === 'FAIL') {
      done(failure(call.request));
    } else if (call.request.behaviour !== 'HANG') {
      done(null, reply(call.request), trailers);
    }
  },
  download(call) {
    const trailers = answerMetadata(call);
    let sent = 0;
    const send = () => {
      while (!call.cancelled && (call.request.count === 0 || sent < call.request.count)) {
        const room = call.write({ text: call.request.text, payload: call.request.payload, count: sent++ });
        if (!room) {
          call.once('drain', send);
          return;
        }
      }

      if (call.request.behaviour === 'FAIL') {
        call.emit('error', failure(call.request));
      } else {
        call.end(trailers);
      }
    };
    send();
  },
  upload(call, done) {
    const trailers = answerMetadata(call);
    const texts = [];
    call.on('data', (request) => texts.push(request.text));
    call.on('end', () => done(null, { text: texts.join(''), count: texts.length }, trailers));
  },
  chat(call) {
    const trailers = answerMetadata(call);
    call.on('data', (request) => {
      if (request.behaviour === 'FAIL') {
        call.emit('error', failure(request));
      } else {
        call.write(reply(request));
      }
    });
    call.on('end', () => call.end(trailers));
  },
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }

  console.log(port);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

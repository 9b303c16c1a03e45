// Reads a histogram log from standard input with hdr-histogram-js and writes what it sees of the first interval as JSON, with the
// histogram as that library encodes it. Argument: the folder of node_modules.
const path = require('path');
const hdr = require(path.join(process.argv[2], 'node_modules', 'hdr-histogram-js'));

const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', () => {
  const reader = new hdr.HistogramLogReader(Buffer.concat(chunks).toString('utf8'));
  const histogram = reader.nextIntervalHistogram();
  process.stdout.write(
    JSON.stringify({
      tag: histogram.tag,
      count: histogram.totalCount,
      p50: histogram.getValueAtPercentile(50),
      p99: histogram.getValueAtPercentile(99),
      startTimeStampSec: histogram.startTimeStampMsec / 1000,
      encoded: hdr.encodeIntoCompressedBase64(histogram),
    }),
  );
});

namespace Orchestra.Benchmarks.Streams;

/// <summary>What one round measured.</summary>
/// <param name="Readers">Clients of the stream.</param>
/// <param name="HasSlowReader">Whether one more took a kilobyte a second.</param>
/// <param name="EventsPerSecond">What was appended.</param>
/// <param name="Ms">From each event's commit to each client, in the order of the events.</param>
internal sealed record StreamRound(int Readers, bool HasSlowReader, double EventsPerSecond, double[] Ms);

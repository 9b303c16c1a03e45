namespace Orchestra.Runs.Reading;

/// <summary>One event of a stream.</summary>
/// <param name="Seq">Its id: rises by one.</param>
/// <param name="Type">For example <c>step:result</c>.</param>
/// <param name="Payload">JSON text.</param>
/// <param name="At">When it was written.</param>
public sealed record LedgerEvent(long Seq, string Type, string Payload, DateTimeOffset At);

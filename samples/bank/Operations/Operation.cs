namespace Orchestra.Samples.Bank.Operations;

/// <summary>One operation of the OpenAPI document: its id, and whether it honours Idempotency-Key.</summary>
internal sealed record Operation(string Id, bool HonoursKey = true);

namespace Orchestra.Api.Idempotency;

/// <summary>The endpoint's body holds a secret.</summary>
internal sealed record SecretBodyMetadata;

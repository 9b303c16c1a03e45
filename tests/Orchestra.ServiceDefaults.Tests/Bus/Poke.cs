namespace Orchestra.ServiceDefaults.Tests.Bus;

/// <summary>A wake-up of these tests.</summary>
public sealed record Poke;

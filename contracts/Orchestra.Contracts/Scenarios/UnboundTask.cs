namespace Orchestra.Contracts.Scenarios;

/// <summary>A task for which no endpoint was good enough.</summary>
/// <param name="NodeId">The task.</param>
/// <param name="Name">Its name.</param>
/// <param name="Best">The best candidate; null without any.</param>
public sealed record UnboundTask(string NodeId, string? Name, EndpointScore? Best);

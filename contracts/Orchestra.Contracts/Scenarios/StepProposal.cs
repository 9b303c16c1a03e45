namespace Orchestra.Contracts.Scenarios;

/// <summary>An assertion that would see a side effect which no step sees. It is none of the scenario's steps until somebody accepts it.</summary>
/// <param name="NodeId">The node with the side effect.</param>
/// <param name="Alias">The alias that the step would have; the proposal's identity in its scenario.</param>
/// <param name="ChannelType">QUEUE for a message, KAFKA for a signal, DB for a data store.</param>
/// <param name="Connection">The alias of the environment's profile that it would use.</param>
/// <param name="Subject">What to look for: the name of the message, signal or data store.</param>
/// <param name="After">The alias of the step that it would follow; null at the start.</param>
/// <param name="Reason">Why it is proposed.</param>
public sealed record StepProposal(
    string NodeId,
    string Alias,
    ChannelType ChannelType,
    string Connection,
    string Subject,
    string? After,
    string Reason
);

namespace Orchestra.Engine.Outbound;

/// <summary>A combined policy, or every reason why there is none.</summary>
/// <param name="Policy">Null exactly when there are faults.</param>
/// <param name="Faults">All faults in the order of the entries.</param>
public sealed record OutboundPolicyResult(OutboundPolicy? Policy, IReadOnlyList<OutboundPolicyFault> Faults);

namespace Orchestra.Engine.Outbound;

/// <summary>What is wrong with one requested entry.</summary>
/// <param name="Index">The entry's place in the list, from 0.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record OutboundPolicyFault(int Index, string Message);

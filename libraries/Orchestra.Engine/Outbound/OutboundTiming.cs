namespace Orchestra.Engine.Outbound;

/// <summary>How long the parts of a request took, by the injected clock, redirects included.</summary>
/// <param name="ToHeaders">From the start until the last answer's headers were read.</param>
/// <param name="Total">From the start until its body was read or cut.</param>
public sealed record OutboundTiming(TimeSpan ToHeaders, TimeSpan Total);

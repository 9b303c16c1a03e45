namespace Orchestra.Engine.Outbound;

/// <summary>One redirect that was answered.</summary>
/// <param name="StatusCode">301, 302, 303, 307 or 308.</param>
/// <param name="From">The URL that answered it.</param>
/// <param name="Location">Where it pointed, as sent.</param>
public sealed record OutboundRedirect(int StatusCode, Uri From, string Location);

namespace Orchestra.Api.OpenApi;

/// <summary>A header that an endpoint answers with, for its documentation.</summary>
/// <param name="Name">The header.</param>
/// <param name="Description">What it says.</param>
/// <param name="Example">A value.</param>
internal sealed record ResponseHeaderMetadata(string Name, string Description, string Example);
